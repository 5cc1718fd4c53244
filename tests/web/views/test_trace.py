from __future__ import annotations

from chatrec.catalog.catalog import Catalog
from chatrec.dialogue.reply import Fallback, Reply, Step, Thought, Trace
from chatrec.llm.calls import Call
from chatrec.web.views.trace import show_trace


def trace_of(films: Catalog, *steps: Step) -> str:
    reply = Reply(
        session_id="s", message_id="m", turn=3, text="", action="recommend",
        trace=Trace(steps=steps),
    )  # fmt: skip
    return show_trace(reply, films)


def test_each_step_has_its_name_its_time_and_its_share(films: Catalog) -> None:
    html = trace_of(films, Step(name="understand", ms=3.0), Step(name="new_step", ms=1.0))
    assert "Turn 3 · Recommend · 4.0 ms" in html
    assert "Read the message" in html and "New step" in html
    assert 'value="0.75"' in html and 'value="0.25"' in html


def test_what_was_read_stands_with_its_words(films: Catalog) -> None:
    changes = [
        {"op": "add", "facet": "minutes", "operator": "<", "value": 90, "strength": "must", "quote": "<short>"},
        {"op": "remove", "facet": "genres", "value": "War"},
    ]  # fmt: skip
    detail = {"understanding": {"intent": "more_like", "changes": changes}}
    html = trace_of(films, Step(name="understand", ms=1, detail=detail))
    assert "Intent: more like" in html
    assert "+ under 90 minutes, must (“&lt;short&gt;”)" in html
    assert "− War" in html


def test_items_left_after_each_test_are_shares_of_the_catalogue(films: Catalog) -> None:
    steps = [["catalogue", 6], ["minutes < 100", 3]]
    html = trace_of(films, Step(name="retrieve", ms=1, detail={"steps": steps}))
    assert 'value="1.0" aria-label="catalogue"' in html
    assert 'value="0.5" aria-label="minutes &lt; 100"' in html


def test_ranks_name_items_that_are_still_there(films: Catalog) -> None:
    detail = {"ranks": [["f1", 2, 1], ["gone", 1, 2]]}
    html = trace_of(films, Step(name="judge", ms=1, detail={"judged": 2, **detail}))
    assert "2 candidates judged" in html
    assert "Night Train North (1998)" in html
    assert html.count("<th scope") == 1


def test_what_was_mended_is_told(films: Catalog) -> None:
    assert "Nothing to mend" in trace_of(films, Step(name="verify", ms=1, detail={"problems": []}))
    assert "wrong year" in trace_of(
        films, Step(name="verify", ms=1, detail={"problems": ["wrong year"]})
    )


def test_a_question_and_ways_out_are_told(films: Catalog) -> None:
    html = trace_of(
        films,
        Step(name="ask", ms=1, detail={"question": "genres"}),
        Step(name="ask", ms=1, detail={"question": None}),
        Step(name="relax", ms=1, detail={"relaxations": ["any length"]}),
    )
    assert "about the genre narrows" in html
    assert "No question was worth asking" in html
    assert "any length" in html


def test_it_shows_what_the_model_was_asked_and_where_the_rules_stepped_in(films: Catalog) -> None:
    call = Call(
        task="recommend",
        prompt="recommend/direct@1",
        model="tiny",
        prompt_tokens=1234,
        cached_tokens=1024,
        cost=0.00215,
        left_out={"history": 3},
    )
    fallback = Fallback(step="understand", kind="server_error", detail="<b>status 500</b>")
    thought = Thought(step="recommend", text="<i>the shortest</i> suits best")
    trace = Trace(calls=(call,), fallbacks=(fallback,), thoughts=(thought,))
    reply = Reply(
        session_id="s", message_id="m", turn=1, text="Hi.", action="recommend", trace=trace
    )
    html = show_trace(reply, films)
    assert "a model was asked once" in html
    assert "1,234 + 0 tokens, 1,024 cached" in html
    assert "$0.0022" in html or "$0.0021" in html
    assert "recommend/direct@1" in html
    assert "3 of the history left out to fit" in html
    assert "&lt;i&gt;the shortest&lt;/i&gt; suits best" in html
    assert "By the rules instead: understand (server error). &lt;b&gt;status 500" in html


def test_what_was_left_out_is_told_in_plain_words(films: Catalog) -> None:
    detail = {
        "outage": {"source": "vector store", "reason": "timeout"},
        "steps": [["catalogue", 6]],
    }
    html = trace_of(films, Step(name="retrieve", ms=1, detail=detail))
    told = "Meaning was left out: the vector store did not answer in time; words alone were used."
    assert f"<p>{told}</p>" in html
    assert 'aria-label="catalogue"' in html
