// The page is HTML that the server made. This starts what makes it answer: the composer, the buttons, the dialogs.

import { startActions } from "./actions.js";
import { startComposer } from "./composer.js";
import { startDialogs } from "./dialogs.js";
import { startEditor } from "./editor.js";
import { startPicking } from "./picking.js";
import { startSources } from "./sources.js";
import { showLast } from "./swap.js";
import { startUpload } from "./upload.js";

startActions();
startComposer();
startDialogs();
startEditor();
startPicking();
startSources();
startUpload();
showLast();
