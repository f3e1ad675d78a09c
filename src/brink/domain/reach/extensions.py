"""What reach adds elsewhere: a question beside the code, what goes with the words, and counting by the clock."""

from brink.domain.contributions.points import code_erasures, giver_parts
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import demo_seeds
from brink.domain.reach.parts import about_you
from brink.domain.reach.seeding import seed
from brink.domain.reach.services import count_closed, forget, forget_old, forget_restored
from brink.domain.reach.ways_back import WAYS_BACK
from brink.foundation.periodic import periodic

register_ways_back(WAYS_BACK)
giver_parts.register("about you", about_you)
code_erasures.register("about you", forget)
# What a restored back-up brought back is forgotten before anything is counted.
demo_seeds.register("reach", seed, order=90)
periodic.register("reach forgotten", forget_restored, order=47)
periodic.register("reach old", forget_old, order=48)
periodic.register("reach counted", count_closed, order=49)
