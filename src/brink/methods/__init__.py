"""The mathematics of Brink: frozen data in, frozen results out. No Django, no files, no clock, no global randomness.

An index of the library; every name can be imported from its package, and has a docstring with shapes and errors.

`brink.methods.opinion`: `Votes`, `opinion_map`, `update`, `next_statement`. An opinion map of votes on statements.
`brink.methods.sortition`: `Pool`, `leximin`, `check`, `lottery`, `price_of_quotas`, `smallest_change`, `options`,
`alternates`, `draw_letters`, `seat`. Drawing an assembly, with a proof, and all that is around it.
`brink.methods.budgeting`: `election`, `Rule`, `decide`, `exhaustive`. Budgets by equal shares or greedy.
`brink.methods.weighting`: `Margins`, `rake`, `rake_bounded`, `mean`, `reach`, `small_areas`, `protect_people`. A panel
weighed to what is known, with its uncertainty and what may be shown of it.
`brink.methods.portfolio`: `Arm`, `Option`, `Limit`, `Choices`, `evaluate`. Packages that people chose under a
limit, and what may be said of them whatever of two ways of choosing holds.
`brink.methods.matching`: `Entry`, `Index`, `near_duplicates`. Texts on the same topic.
`brink.methods.language`: `read`, `syllables`, `jargon`. How hard a Dutch text reads, and why.
`brink.methods.ledger`: `Log`, `verify_journal`, `verify_receipt`, `check_note`. A log that anybody can check.
`brink.methods.files`: readers and writers of the field's files and the command line; the only part that touches disk.

What a method could not finish it says with `brink.methods.unfinished.Unfinished`. Each folder has a `card.toml`
(purpose, method, limits, papers, version); docs/methods holds the same as pages, with all public names.
"""
