/// What no edit should change: prompts and a text that are the same for every model and every edit, so that numbers of
/// two edits can be compared. Never changed, only followed by others under another version.
public enum EditCanaries {
    public static let version = 1

    public static let prompts = [
        "The capital of Italy is", "Water freezes at a temperature of", "The opposite of hot is",
        "Two plus two equals", "The sun rises in the", "Shakespeare wrote the play", "The largest ocean is the",
        "A dog is a kind of", "The first month of the year is", "Bread is made from", "The moon moves around the",
        "The colour of grass is", "People use an umbrella when it", "Bees make", "A week has seven",
        "The mother tongue of Molière is",
    ]

    public static let text = """
        The river rises in the hills to the north of the town and flows south for about forty miles before it reaches \
        the sea. For most of its length it is narrow and slow, and small boats can use it as far as the old mill. \
        In the middle of the last century the water was so dirty that nothing lived in it. Then the factories along \
        its banks were closed one after another, the sewers were rebuilt, and within twenty years the fish came back. \
        Today people walk along the path on the eastern side, children learn to swim below the bridge, and every \
        summer a festival is held on the meadow where the market used to be. The bridge itself was built of grey \
        stone in three years by a man who had never built anything larger than a barn.
        """
}
