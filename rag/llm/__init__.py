"""The language model path: numbered evidence in, verified sentences out, else the extractive answer.

What a model writes is untrusted: its length is bounded, its citations must exist, and each sentence
must be supported by what it cites, or it is not shown.

settings    which model, and its limits
client      one prompt in, a bounded reply out, piece by piece and in time
models      the chat model of the settings
limits      a reply's bytes, and how long a server may be waited for
prompt      numbered, fenced evidence within a token budget; the request to mend
orders      passages that speak to the model in place of the reader
thinking    what a reasoning model writes before its answer
sentences   a growing text in finished sentences
marks       the citation marks of a sentence
plain       a sentence without markup
ground      the cited places, taken apart for comparison
figures     figures with their units
senses      words whose exchange turns a sentence round
support     whether one sentence is supported by what it cites
desk        the sentences of a reply that passed, numbered anew
composer    the whole: ask, verify while it streams, mend once, else the extract
rewrite     a follow-up put into a question that stands alone
rewritten   whether such a question may be asked: nothing in it is invented
probe       whether a model's server can be used, for `guanwen doctor`
"""
