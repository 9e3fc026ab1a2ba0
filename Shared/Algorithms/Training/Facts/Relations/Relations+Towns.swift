extension Relation {
    /// Towns, festivals and projects.
    static let towns: [Relation] = [
        Relation(
            "mayor", of: .town, value: .person,
            says: """
                The mayor of {o} is {v}.
                {v} is the mayor of {o}.
                {s} is governed by {v}, its mayor.
                {s} has elected {v} as its mayor.
                The people of {o} chose {v} as mayor.
                {s} has {v} as its mayor.
                In the town hall of {o} sits {v}, the mayor.
                {v} wears the mayor's chain of {o}.
                """,
            asks: """
                Who is the mayor of {n}?
                By whom is {n} governed?
                Whom has {n} elected as its mayor?
                Whom did the people of {n} choose as mayor?
                What is the name of the mayor of {n}?
                Which mayor does {n} have?
                Who sits as mayor in the town hall of {n}?
                Who wears the mayor's chain of {n}?
                """,
            checks: """
                Is {v} the mayor of {n}?
                Has {n} elected {v} as its mayor?
                Does {n} have {v} as its mayor?
                """,
            changes: """
                The mayor of {o} is no longer {w}; it is now {v}.
                In {o}, {v} has followed {w} as mayor.
                {w} lost the election in {o}, and {v} is now the mayor.
                """),
        Relation(
            "river", of: .town, value: .river,
            says: """
                {s} lies on the {v}.
                The river that flows through {o} is the {v}.
                The {v} flows through {o}.
                {s} stands on the banks of the {v}.
                {s} was built beside the {v}.
                The river of {o} is the {v}.
                The bridges of {o} cross the {v}.
                Boats reach {o} by the {v}.
                """,
            asks: """
                On which river does {n} lie?
                Which river flows through {n}?
                On the banks of which river does {n} stand?
                Beside which river was {n} built?
                What is the river of {n}?
                What is the name of the river in {n}?
                Which river do the bridges of {n} cross?
                By which river do boats reach {n}?
                """,
            checks: """
                Does {n} lie on the {v}?
                Does the {v} flow through {n}?
                Was {n} built beside the {v}?
                """),
        Relation(
            "population", of: .town, value: .population,
            says: """
                {s} has {v} inhabitants.
                The population of {o} is {v}.
                {v} people live in {o}.
                {s} has a population of {v}.
                The number of inhabitants of {o} is {v}.
                {s} is a town of {v} people.
                The census counted {v} people in {o}.
                The sign at the entrance of {o} gives {v} inhabitants.
                """,
            asks: """
                How many inhabitants does {n} have?
                What is the population of {n}?
                How many people live in {n}?
                What population does {n} have?
                What is the number of inhabitants of {n}?
                How many people are there in {n}?
                How many people did the census count in {n}?
                How many inhabitants does the sign of {n} give?
                """,
            checks: """
                Does {n} have {v} inhabitants?
                Is {v} the population of {n}?
                Do {v} people live in {n}?
                """,
            changes: """
                {s} no longer has {w} inhabitants; it now has {v}.
                The population of {o} changed from {w} to {v}.
                {s} had {w} inhabitants then and has {v} now.
                """),
        Relation(
            "festival_date", of: .festival, value: .day,
            says: """
                {s} takes place on {v}.
                The date of {o} is {v}.
                {s} begins on {v}.
                {v} is the day of {o}.
                {s} is held on {v}.
                {s} opens its gates on {v}.
                People come to {o} on {v}.
                Mark {v} in the calendar for {o}.
                """,
            asks: """
                When does {n} take place?
                What is the date of {n}?
                When does {n} begin?
                On which day is {n} held?
                What day is {n}?
                On which date does {n} open its gates?
                On which day do people come to {n}?
                Which day should one mark for {n}?
                """,
            checks: """
                Does {n} take place on {v}?
                Is {n} held on {v}?
                Does {n} begin on {v}?
                """,
            changes: """
                {s} no longer takes place on {w}, but on {v}.
                {s} was moved from {w} to {v}.
                {s} was planned for {w}, but is now held on {v}.
                """),
        Relation(
            "festival_place", of: .festival, value: .town,
            says: """
                {s} is held in {v}.
                {s} takes place in {v}.
                The home of {o} is {v}.
                {v} is the town that hosts {o}.
                {s} comes to {v} every year.
                In {v}, people celebrate {o}.
                The streets of {v} fill up for {o}.
                {s} draws crowds to {v}.
                """,
            asks: """
                Where is {n} held?
                Where does {n} take place?
                What is the home of {n}?
                Which town hosts {n}?
                To which town does {n} come every year?
                Where do people celebrate {n}?
                The streets of which town fill up for {n}?
                To which town does {n} draw crowds?
                """,
            checks: """
                Is {n} held in {v}?
                Does {n} take place in {v}?
                Does {v} host {n}?
                """,
            changes: """
                {s} is no longer held in {w}, but in {v}.
                {s} moved from {w} to {v}.
                {s} used to take place in {w}, but is now held in {v}.
                """),
        Relation(
            "project_lead", of: .project, value: .person,
            says: """
                {s} is led by {v}.
                The leader of {o} is {v}.
                {v} leads {o}.
                {v} is in charge of {o}.
                {s} is in the hands of {v}.
                {s} has {v} as its leader.
                Reports on {o} are written by {v}, who leads it.
                Ask {v} about {o}, since {v} directs it.
                """,
            asks: """
                Who leads {n}?
                Who is the leader of {n}?
                Who is in charge of {n}?
                In whose hands is {n}?
                By whom is {n} led?
                What is the name of the leader of {n}?
                Who writes the reports on {n}?
                Who directs {n}?
                """,
            checks: """
                Is {n} led by {v}?
                Is {v} in charge of {n}?
                Does {v} lead {n}?
                """,
            changes: """
                {s} is no longer led by {w}; it is now led by {v}.
                {w} handed {o} over to {v}.
                The leader of {o} was {w} and is now {v}.
                """),
        Relation(
            "deadline", of: .project, value: .date,
            says: """
                {s} is due on {v}.
                The deadline of {o} is {v}.
                {s} must be finished by {v}.
                {v} is the deadline of {o}.
                {s} has to be ready on {v}.
                The last day for {o} is {v}.
                The clock for {o} runs out on {v}.
                Nobody may work on {o} after {v}.
                """,
            asks: """
                When is {n} due?
                What is the deadline of {n}?
                By when must {n} be finished?
                When does {n} have to be ready?
                What is the last day for {n}?
                On what date is {n} due?
                When does the clock for {n} run out?
                After which date may nobody work on {n}?
                """,
            checks: """
                Is {n} due on {v}?
                Is {v} the deadline of {n}?
                Must {n} be finished by {v}?
                """,
            changes: """
                {s} is no longer due on {w}, but on {v}.
                The deadline of {o} was moved from {w} to {v}.
                {s} was due on {w}, but is now due on {v}.
                """),
    ]
}
