"""A second domain, written in the rule language alone: facts of Russian news as FactRuEval-2016 asks for them (track 3).

The rules stand in `rules/`; the modules here run them on a folder of texts and compare the answer with the gold.
"""
