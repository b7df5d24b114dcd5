namespace NetGen.Damage;

/// <summary>What became of a damaged file, or of a save that was killed. Anything else is an exception that says how to repeat it.</summary>
public enum Outcome
{
    /// <summary>The file was read: the damage changed nothing that can be told from a good one.</summary>
    Read,

    /// <summary>The file was refused as damaged.</summary>
    Rejected,

    /// <summary>The file was refused as that of another network.</summary>
    Different,

    /// <summary>The saved file was whole, and nothing was left beside it.</summary>
    Clean,

    /// <summary>The saved file was whole, and a temporary file was left for the next save to clear.</summary>
    Leftover,
}
