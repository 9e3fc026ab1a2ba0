extension Relation {
    /// How people spend their time, and what they keep away from.
    static let pastimes: [Relation] = [
        Relation(
            "hobby", of: .person, value: .hobby,
            says: """
                {p} hobby is {v}.
                {s} enjoys {v}.
                The hobby of {o} is {v}.
                {s} spends weekends {v}.
                {s} likes {v} in the evenings.
                {s} relaxes by {v}.
                Nothing makes {o} happier than {v}.
                {s} has been {v} ever since school.
                """,
            asks: """
                What is the hobby of {n}?
                What does {n} enjoy?
                What is {n}'s hobby?
                How does {n} spend weekends?
                What does {n} like doing in the evenings?
                How does {n} relax?
                What makes {n} happier than anything?
                What has {n} been doing ever since school?
                """,
            checks: """
                Is {v} the hobby of {n}?
                Does {n} enjoy {v}?
                Does {n} relax by {v}?
                """,
            changes: """
                {p} hobby is no longer {w}; it is now {v}.
                {s} gave up {w} and now enjoys {v}.
                {s} used to enjoy {w}, but now prefers {v}.
                """),
        Relation(
            "collects", of: .person, value: .collectible,
            says: """
                {s} collects {v}.
                {s} has a collection of {v}.
                {p} collection consists of {v}.
                The things that {s} collects are {v}.
                {s} hunts for {v} at flea markets.
                {s} keeps hundreds of {v} at home.
                {p} shelves are full of {v}.
                Bring {o} some {v} for the collection.
                """,
            asks: """
                What does {n} collect?
                Of what does {n} have a collection?
                What is in {n}'s collection?
                Which things does {n} collect?
                For what does {n} hunt at flea markets?
                What does {n} keep hundreds of at home?
                What fills {n}'s shelves?
                What should one bring for {n}'s collection?
                """,
            checks: """
                Does {n} collect {v}?
                Does {n} have a collection of {v}?
                Is {n}'s collection made of {v}?
                """),
        Relation(
            "fear", of: .person, value: .fear,
            says: """
                {s} is afraid of {v}.
                {s} fears {v}.
                The greatest fear of {o} is {v}.
                {s} is scared of {v}.
                {v} frighten {o}.
                {s} has been terrified of {v} since childhood.
                {s} runs away from {v}.
                {s} has bad dreams about {v}.
                """,
            asks: """
                What is {n} afraid of?
                What does {n} fear?
                What is the greatest fear of {n}?
                What is {n} scared of?
                What frightens {n}?
                Of what has {n} been terrified since childhood?
                What does {n} run away from?
                About what does {n} have bad dreams?
                """,
            checks: """
                Is {n} afraid of {v}?
                Does {n} fear {v}?
                Is {n} scared of {v}?
                """),
        Relation(
            "allergy", of: .person, value: .allergen,
            says: """
                {s} is allergic to {v}.
                {s} has an allergy to {v}.
                {s} cannot stand {v} because of an allergy.
                The allergy of {o} is to {v}.
                {s} must avoid {v}, being allergic.
                {v} make {o} ill.
                {s} breaks out in a rash from {v}.
                Keep {v} away from {o}, who is allergic.
                """,
            asks: """
                What is {n} allergic to?
                To what does {n} have an allergy?
                What must {n} avoid because of an allergy?
                What allergy does {n} have?
                What makes {n} ill?
                To what is {n} allergic?
                From what does {n} break out in a rash?
                What should be kept away from {n}?
                """,
            checks: """
                Is {n} allergic to {v}?
                Does {n} have an allergy to {v}?
                Must {n} avoid {v}?
                """),
        Relation(
            "flower", of: .person, value: .flower,
            says: """
                {p} favourite flowers are {v}.
                {s} likes {v} best of all flowers.
                {s} grows {v} in the garden.
                The favourite flowers of {o} are {v}.
                {v} are the flowers that {s} likes.
                {s} buys {v} at the market.
                A vase of {v} stands on {p} table.
                Whoever visits {o} should bring {v}.
                """,
            asks: """
                What are the favourite flowers of {n}?
                Which flowers does {n} like best?
                What does {n} grow in the garden?
                What are {n}'s favourite flowers?
                Which flowers does {n} buy?
                Which flowers does {n} like?
                Which flowers stand on {n}'s table?
                Which flowers should one bring to {n}?
                """,
            checks: """
                Are {v} the favourite flowers of {n}?
                Does {n} grow {v}?
                Does {n} like {v} best of all flowers?
                """),
        Relation(
            "book", of: .person, value: .title,
            says: """
                {p} favourite book is {v}.
                {s} is reading {v}.
                The favourite book of {o} is {v}.
                {s} has read {v} many times.
                {v} is the book that {s} loves most.
                {s} recommends the book {v}.
                {s} keeps a copy of {v} beside the bed.
                No book has moved {o} like {v}.
                """,
            asks: """
                What is the favourite book of {n}?
                What is {n} reading?
                Which book has {n} read many times?
                Which book does {n} love most?
                What is {n}'s favourite book?
                Which book does {n} recommend?
                Which book lies beside {n}'s bed?
                Which book has moved {n} most?
                """,
            checks: """
                Is {v} the favourite book of {n}?
                Is {n} reading {v}?
                Does {n} recommend the book {v}?
                """),
        Relation(
            "music", of: .person, value: .music,
            says: """
                {s} listens to {v}.
                {s} likes {v} music.
                {p} favourite kind of music is {v}.
                The music that {s} likes is {v}.
                {v} is the kind of music {s} listens to.
                {s} goes to every {v} concert.
                {p} records are all {v}.
                {s} turns up the radio when they play {v}.
                """,
            asks: """
                What music does {n} listen to?
                What kind of music does {n} like?
                What is {n}'s favourite kind of music?
                Which music does {n} like?
                What is the favourite music of {n}?
                To which kind of concerts does {n} go?
                What kind of music is on {n}'s records?
                At which music does {n} turn up the radio?
                """,
            checks: """
                Does {n} listen to {v}?
                Does {n} like {v} music?
                Is {v} the favourite music of {n}?
                """),
    ]
}
