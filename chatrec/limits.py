"""Every bound on what comes from outside, in one place, each with its reason.

Somebody who may only talk must not be able to fill the disk, the memory or the time of others. What is beyond a bound is
refused with one sentence and a status of its own (413 for a size, 429 for a number), and nothing that was there is lost.
Forms of files that are read have further bounds beside their readers.
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000

# Texts, in characters. Each is parsed in linear time; the bound keeps one turn under a second.
MESSAGE: Final = 4_000
"""A message: people type 20 to 200; a pasted mail fits. What is longer is not read, so it is not kept either."""
VALUE: Final = 200
"""A value or a wish that is set by hand: longer than any value that a person tells items apart by."""
VALUES: Final = 60
"""How many values one wish may list: as many as the editor of a wish shows."""
ENTRIES: Final = 60
"""How many wishes a chat may hold: people say fewer than twenty, and each takes time in every later turn."""
WISHES: Final = 20_000
"""The characters of all wishes of a chat: people say some hundred, and every later turn shows, tells and stores them."""
CHAT_TITLE: Final = 80
"""The title of a chat: one line of a list."""
NAME: Final = 300
"""The id of an item, an entry or a chat, or the name of a catalogue, as calls tell it."""

# Items of a catalogue, in characters. What is longer is cut at a word, and the report of the load says how often; an id that
# is cut would be another one, so a row with a longer one than NAME is set aside.
ITEM_TEXT: Final = 20_000
"""A description or another free text: ten pages. Turns read the words of it, quote it, and show it to models."""
ITEM_TITLE: Final = 500
"""A title: those of large shops end at 200 to 300. Each is indexed as a name and told in replies."""
ITEM_VALUE: Final = VALUE
"""A value of a set: a longer one could not be chosen by hand."""
ITEM_VALUES: Final = 500
"""How many values of a set an item may have: a film has some hundred actors and tags."""
ITEM_ADDRESS: Final = 2_000
"""The address of an item or its picture, as long as browsers take one; half of one leads nowhere, so it is left out."""
COLUMN_NAME: Final = 200
"""The name of a column: what is longer is a row of a file that has no line of names."""

# Requests.
HEAD_BYTES: Final = 32_768
"""The head of a request: a cookie, an address and what proxies add take 2 to 8 KB."""
HEAD_SECONDS: Final = 15.0
"""How long the head of a request may take: a phone on a slow line takes one."""
BODY_BYTES: Final = 64_000
"""The body of a call: a message at four bytes a character, escaped, with room for what surrounds it."""
FORM_BYTES: Final = MEGABYTE
"""The body of a form on a catalogue: 1,000 columns with a label each."""
BODY_SECONDS: Final = 15.0
"""How long the body of a call may take."""
UPLOAD_SECONDS: Final = 300.0
"""How long a file may take to arrive: 20 MB at half a megabit a second."""
REST_SECONDS: Final = 5.0
"""How long what is left of a body may go on after its request is answered: it is thrown away, so that a browser that is
still sending gets to read why it was refused."""
SEND_SECONDS: Final = 60.0
"""How long a client may take next to nothing of an answer that waits for it."""
PIECE_BYTES: Final = 65_536
"""How much of an answer is handed to a connection at once; the next piece when this one is nearly taken."""
CONNECTIONS_OF_ADDRESS: Final = 256
"""How many connections one address may have open, unless it is a proxy of CHATREC_PROXIES: a browser opens six."""
CONNECTIONS: Final = 768
"""How many connections may be open: each costs some memory and a file descriptor, of which a process often has 1,024,
and the files of chats and catalogues need theirs."""

# Calls under way. "A visitor" is a browser by its cookie; many browsers may share an address.
CALLS_OF_VISITOR: Final = 12
CALLS_OF_ADDRESS: Final = 48
CALLS_IN_ALL: Final = 192
"""Calls that are answered at once: a page makes one or two at a time, more where somebody clicks quickly."""
REFUSED_SECONDS: Final = 0.25
"""How late a call is told that there are too many: whoever tries again at once takes less of the time of others."""
CALLS_AT_ONCE: Final = 4
"""How many that read and write chats are worked on at the same time; they wait for the disk in part."""
CALL_THREADS: Final = 8
"""The threads for them, and for finding the chat that a call is about."""

# Pages and exports, waiting ones and those that a client has not taken yet included.
PAGES_OF_VISITOR: Final = 12
"""A browser that starts again loads its tabs at once."""
PAGES_OF_ADDRESS: Final = 24
PAGES_IN_ALL: Final = 96
"""Each holds the whole of a chat until it is taken, some megabytes where it is long."""
PAGES_AT_ONCE: Final = 2
"""How many are worked on at the same time: they compute in Python, as turns do, and would keep those waiting."""

# Turns, waiting ones included.
TURNS_OF_VISITOR: Final = 8
"""The page sends one message after another; eight tabs at once are more than a person uses."""
TURNS_OF_ADDRESS: Final = 32
"""A class or an office behind one address. Behind a proxy, name it in CHATREC_PROXIES, else all share this."""
TURNS_IN_ALL: Final = 1_024
"""The longest queue: at 50 turns a second the last one waits 20 seconds."""
TURN_SECONDS: Final = 60.0
"""How long a turn may take beyond the time that it may wait for models."""
CHATS_OF_VISITOR: Final = 500
"""How many chats a browser keeps; after that an old one is to be deleted before a new one begins."""
TURNS_OF_CHAT: Final = 2_000
"""How long a chat may get: its page shows every turn."""

# Catalogues that browsers bring.
READINGS_OF_VISITOR: Final = 1
"""Files that are looked at, corrected or kept: a person does one of them at a time."""
READINGS_OF_ADDRESS: Final = 4
READINGS_IN_ALL: Final = 16
"""Waiting ones included; one is read at a time, on a core that the turns share."""
OPENINGS_OF_VISITOR: Final = 4
"""Catalogues that are being opened: a browser that starts again opens its tabs at once."""
OPENINGS_OF_ADDRESS: Final = 8
OPENINGS_IN_ALL: Final = 16
READ_SECONDS: Final = 60.0
"""How long the reading of a file may take: the largest that is allowed takes a third of that on two cores."""
INDEX_SECONDS: Final = 600.0
"""How long a catalogue may take to be indexed: the largest takes one minute, and longer with an embedder over a network."""
READ_MEMORY: Final = 3_000 * MEGABYTE
"""What the process that reads a file may take: the largest that is allowed takes a third of that."""
KEPT_OF_VISITOR: Final = 10
"""How many catalogues a browser may keep."""
OPEN_OF_VISITOR: Final = 2
"""How many of a browser's own are held open at once: a third one closes the one that was used least recently."""
OPEN_IN_ALL: Final = 8
"""How many that browsers brought are held open at once: one of 100,000 items takes some hundred megabytes."""

# Disk.
UPLOAD_BYTES: Final = 20 * MEGABYTE
"""A file that is sent, packed or not."""
UNPACKED_BYTES: Final = 60 * MEGABYTE
"""The same once it is unpacked."""
DISK_OF_VISITOR: Final = 300 * MEGABYTE
"""What a browser's files may take: ten ordinary catalogues, or a few of the largest."""
DISK_OF_VISITORS: Final = 10_000 * MEGABYTE
"""What the files of all browsers may take."""
DISK_LEFT: Final = 500 * MEGABYTE
"""What stays free: with less nothing that grows is begun, so that what is there can still be answered and deleted."""
