// Light or dark as the person chose, before the first paint; else as the system has it.
(() => {
  const kept = localStorage.getItem("chatrec-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
})();
