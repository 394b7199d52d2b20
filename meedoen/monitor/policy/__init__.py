"""From facts to a half-year report: what was agreed, what was reached, and what adds up to it.

Pure: facts in, figures out. Persons are subject keys, and no key is left in what comes out. `facts` says what
goes in and out, `report` adds up, `splits` divides and hides small numbers, `days` says which days count.
"""
