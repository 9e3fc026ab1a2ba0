extension Relation {
    /// The days and numbers of a life.
    static let family: [Relation] = [
        Relation(
            "wedding_date", of: .person, value: .date,
            says: """
                {s} got married on {v}.
                The wedding of {o} took place on {v}.
                {p} wedding day was {v}.
                On {v}, {s} celebrated a wedding.
                {v} was the day of {p} wedding.
                {s} had a wedding on {v}.
                {s} married on {v}.
                {s} was married on {v}.
                {p} wedding was on {v}.
                {p} wedding took place on {v}.
                The date of {p} wedding is {v}.
                {p} wedding date is {v}.
                {v} is the date on which {s} got married.
                {v} was {p} wedding day.
                On {v}, {s} got married.
                {p} marriage began on {v}.
                {s} tied the knot on {v}.
                {s} walked down the aisle on {v}.
                The bells rang for {p} wedding on {v}.
                """,
            asks: """
                When did {n} get married?
                When did the wedding of {n} take place?
                What was the wedding day of {n}?
                On what date was {n}'s wedding?
                On which day did {n} marry?
                What is the date of {n}'s wedding?
                When did {n} marry?
                When was {n} married?
                When was the wedding of {n}?
                What is {n}'s wedding date?
                What was the date of the wedding of {n}?
                On which date did {n} get married?
                On which day was {n}'s wedding?
                When was {n}'s wedding held?
                When did {n} tie the knot?
                When did the marriage of {n} begin?
                Do you know when {n} got married?
                When did {n} walk down the aisle?
                When did the bells ring for {n}'s wedding?
                """,
            checks: """
                Did {n} get married on {v}?
                Was the wedding of {n} on {v}?
                Is {v} the wedding day of {n}?
                """),
        Relation(
            "death_place", of: .person, value: .town,
            says: """
                {s} died in {v}.
                {v} is the place where {s} died.
                {s} spent the last days in {v} and died there.
                The place of {p} death is {v}.
                In {v}, {s} passed away.
                {s} passed away in {v}.
                {p} place of death is {v}.
                {v} is {p} place of death.
                {v} was the place of {p} death.
                The place where {s} died is {v}.
                The town in which {s} died is {v}.
                {v} is where {s} died.
                In {v}, {s} died.
                {v} is the town where {s} passed away.
                {p} death took place in {v}.
                {p} death occurred in {v}.
                {s} was in {v} when death came.
                It was in {v} that {p} life ended.
                {s} is buried in {v}, where {h} died.
                """,
            asks: """
                Where did {n} die?
                What is the place of death of {n}?
                In which town did {n} die?
                Where did {n} pass away?
                In what place did {n} die?
                Which town did {n} die in?
                What is {n}'s place of death?
                What was the place of {n}'s death?
                At which place did {n} die?
                In which city did {n} die?
                What is the name of the town where {n} died?
                In which town did {n} pass away?
                Where did {n}'s death occur?
                Where did the death of {n} take place?
                What is the place where {n} passed away?
                Where was {n} when death came?
                Where did the life of {n} end?
                What was the last place of {n}?
                """,
            checks: """
                Did {n} die in {v}?
                Is {v} the place where {n} died?
                Did {n} pass away in {v}?
                """),
        Relation(
            "children", of: .person, value: .count,
            says: """
                {s} has {v} children.
                {s} is the parent of {v} children.
                The number of {p} children is {v}.
                {s} is raising {v} children.
                There are {v} children in {p} family.
                {p} family counts {v} children.
                {s} has {v} kids.
                {s} has {v} children in all.
                Altogether, {s} has {v} children.
                {s} is bringing up {v} children.
                {s} is raising {v} kids.
                {p} children are {v} in number.
                {v} is the number of {p} children.
                The number of children that {s} has is {v}.
                {v} children belong to {p} family.
                {s} has a family with {v} children.
                There are {v} kids in {p} family.
                {s} tucks {v} children into bed every night.
                {v} children call {o} their parent.
                """,
            asks: """
                How many children does {n} have?
                What is the number of children of {n}?
                How many children is {n} raising?
                How many children are there in {n}'s family?
                How many children call {n} their parent?
                How many kids does {n} have?
                What is the number of {n}'s children?
                What number of children does {n} have?
                How many children does {n} have in all?
                How many children has {n} got?
                How many kids has {n} got?
                How many kids is {n} raising?
                How many children is {n} bringing up?
                How many children are in the family of {n}?
                How many kids are there in {n}'s family?
                How many children belong to {n}'s family?
                How many sons and daughters does {n} have?
                Of how many children is {n} the parent?
                """,
            checks: """
                Does {n} have {v} children?
                Is {n} raising {v} children?
                Is {v} the number of children of {n}?
                """,
            changes: """
                {s} no longer has {w} children, but {v} children.
                {s} had {w} children then and has {v} children now.
                There are not {w} but {v} children in {p} family now.
                """),
        Relation(
            "height", of: .person, value: .height,
            says: """
                {s} is {v} tall.
                {p} height is {v}.
                {s} measures {v}.
                {s} stands {v} tall.
                The height of {o} was given as {v}.
                At the doctor's, {s} measured {v}.
                {s} has a height of {v}.
                {s} is {v} in height.
                {v} is {p} height.
                {v} is the height of {n}.
                The height of {n} is {v}.
                {p} body height is {v}.
                {s} is a person who is {v} tall.
                {s} reaches a height of {v}.
                {s} has grown to a height of {v}.
                {p} passport gives a height of {v}.
                {s} is exactly {v} tall.
                The tape says that {s} is {v} tall.
                From head to toe {s} comes to {v}.
                """,
            asks: """
                How tall is {n}?
                What is the height of {n}?
                What height does {n} have?
                How tall does {n} stand?
                What does {n} measure in height?
                What is {n}'s height?
                What height is {n}?
                What is the exact height of {n}?
                What is the body height of {n}?
                How tall a person is {n}?
                How tall is {n} in centimetres?
                Exactly how tall is {n}?
                How tall has {n} grown?
                To what height has {n} grown?
                What height does {n} reach?
                Which height does {n}'s passport give?
                Do you know how tall {n} is?
                How much does {n} measure from head to toe?
                What does the tape say about {n}?
                """,
            checks: """
                Is {n} {v} tall?
                Is {v} the height of {n}?
                Does {n} measure {v}?
                """),
        Relation(
            "nickname", of: .person, value: .word,
            says: """
                {s} is called {v} by friends.
                The nickname of {o} is {v}.
                Friends call {o} {v}.
                {s} goes by the nickname {v}.
                {v} is what friends call {o}.
                At school everybody called {o} {v}.
                {p} nickname is {v}.
                {v} is {p} nickname.
                {v} is the nickname of {n}.
                {s} is nicknamed {v}.
                {s} has the nickname {v}.
                {s} was given the nickname {v}.
                {s} is known to friends as {v}.
                {s} is also known as {v}.
                {s} likes to be called {v}.
                Everybody calls {o} by the nickname {v}.
                The name that friends use for {o} is {v}.
                {s} answers to {v} among friends.
                Those who know {o} well say {v}.
                """,
            asks: """
                What is the nickname of {n}?
                What do friends call {n}?
                By what nickname does {n} go?
                What nickname does {n} have?
                What is {n} called by friends?
                What did everybody at school call {n}?
                What is the nickname that {n} goes by?
                What is {n} nicknamed?
                What nickname was {n} given?
                By which nickname do friends call {n}?
                By what name is {n} known to friends?
                What is {n} also known as?
                Under which nickname is {n} known?
                What name do friends use for {n}?
                What does {n} like to be called?
                What nickname does everybody use for {n}?
                To what name does {n} answer among friends?
                What is {n}'s nickname?
                """,
            checks: """
                Is {v} the nickname of {n}?
                Do friends call {n} {v}?
                Does {n} go by the nickname {v}?
                """),
    ]
}
