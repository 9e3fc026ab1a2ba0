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
                {p} mayor is {v}.
                {v} serves as mayor of {o}.
                The office of mayor of {o} is held by {v}.
                {s} is run by Mayor {v}.
                The name of the mayor of {o} is {v}.
                {v} is the current mayor of {o}.
                {v} was elected mayor of {o}.
                The voters of {o} elected {v} as mayor.
                {v} won the election for mayor of {o}.
                The person who governs {o} as mayor is {v}.
                As its mayor, {v} leads {o}.
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
                Who is {n}'s mayor?
                What is the name of {n}'s mayor?
                Who serves as mayor of {n}?
                Who holds the office of mayor in {n}?
                Who was elected mayor of {n}?
                Whom did the voters of {n} elect as mayor?
                Who won the election for mayor of {n}?
                Which person is the current mayor of {n}?
                Who governs {n} as its mayor?
                What is the mayor of {n} called?
                Do you know who the mayor of {n} is?
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
                {p} river is the {v}.
                The {v} is the river of {o}.
                The {v} runs through {o}.
                {s} is located on the {v}.
                {s} is a town on the {v}.
                {s} is situated on the {v}.
                The {v} passes through {o}.
                Through {o} flows the {v}.
                The river of {o} is called the {v}.
                The river that runs through {o} is the {v}.
                The river on which {s} lies is the {v}.
                {s} lies along the {v}.
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
                Which river runs through {n}?
                What river is {n} on?
                On which river is {n} located?
                On what river is {n} situated?
                Which river passes through {n}?
                What is {n}'s river called?
                What is the name of {n}'s river?
                Along which river does {n} lie?
                What is the name of the river that flows through {n}?
                What river does {n} stand on?
                What is the river in {n} called?
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
                {p} population is {v}.
                {v} is the population of {o}.
                {s} is home to {v} people.
                {s} is inhabited by {v} people.
                {s} has {v} residents.
                The number of residents of {o} is {v}.
                {p} inhabitants number {v}.
                The number of people who live in {o} is {v}.
                {v} people call {o} home.
                The population of {o} stands at {v}.
                {s} is a place where {v} people live.
                The total population of {o} comes to {v}.
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
                What is {n}'s population?
                How many residents does {n} have?
                How big is the population of {n}?
                How many people call {n} home?
                To how many people is {n} home?
                How many people inhabit {n}?
                By how many people is {n} inhabited?
                What is the number of people who live in {n}?
                What is the number of residents of {n}?
                What is the total population of {n}?
                How many inhabitants are there in {n}?
                Do you know how many people live in {n}?
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
                {p} date is {v}.
                {v} is the date of {o}.
                {s} is on {v}.
                {s} starts on {v}.
                {s} falls on {v}.
                {s} is celebrated on {v}.
                {s} is scheduled for {v}.
                {s} happens on {v}.
                The day of {o} is {v}.
                On {v}, {s} takes place.
                {v} is when {s} takes place.
                The first day of {o} is {v}.
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
                When is {n}?
                When is {n} held?
                What is {n}'s date?
                On what date does {n} take place?
                When does {n} start?
                On which day does {n} begin?
                When is {n} celebrated?
                On what day does {n} fall?
                For which date is {n} scheduled?
                What is the first day of {n}?
                Which day is the day of {n}?
                Do you know when {n} takes place?
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
                {p} location is {v}.
                The location of {o} is {v}.
                {v} hosts {o}.
                {s} is hosted by {v}.
                {v} is the home of {o}.
                {v} is where {s} is held.
                {v} is the place where {s} takes place.
                {s} is celebrated in {v}.
                {s} happens in {v}.
                In {v}, {s} is held.
                The town in which {s} takes place is {v}.
                The town that holds {o} is {v}.
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
                In which town is {n} held?
                In which town does {n} take place?
                What town is {n} in?
                Which town is the home of {n}?
                What is the location of {n}?
                What is {n}'s location?
                Where is {n} celebrated?
                By which town is {n} hosted?
                In what place does {n} happen?
                Which town holds {n}?
                Where must one go to see {n}?
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
                {p} leader is {v}.
                {v} is the leader of {o}.
                {v} heads {o}.
                {s} is headed by {v}.
                {v} manages {o}.
                The manager of {o} is {v}.
                {s} is run by {v}.
                The head of {o} is {v}.
                {v} is at the head of {o}.
                The person in charge of {o} is {v}.
                {v} is responsible for {o}.
                {s} is supervised by {v}.
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
                Who is {n}'s leader?
                Who heads {n}?
                Who is the head of {n}?
                Who manages {n}?
                By whom is {n} managed?
                Who is the manager of {n}?
                Who runs {n}?
                Who is responsible for {n}?
                Who supervises {n}?
                Which person leads {n}?
                Whom does {n} have as its leader?
                Do you know who is in charge of {n}?
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
                {p} deadline is {v}.
                The deadline for {o} is {v}.
                The due date of {o} is {v}.
                {p} due date is {v}.
                {v} is the due date of {o}.
                {s} has to be finished by {v}.
                {s} must be completed by {v}.
                {s} needs to be done by {v}.
                {s} has a deadline of {v}.
                By {v}, {s} must be finished.
                {v} is the last day for {o}.
                The final date for {o} is {v}.
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
                What is {n}'s deadline?
                When is the deadline for {n}?
                What is the due date of {n}?
                What is {n}'s due date?
                By what date must {n} be finished?
                By which date does {n} have to be completed?
                When must {n} be completed?
                By when does {n} need to be done?
                Which date is the deadline of {n}?
                What deadline does {n} have?
                What is the final date for {n}?
                Which day is the last day for {n}?
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
