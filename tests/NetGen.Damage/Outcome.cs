namespace NetGen.Damage;

/// <summary>The outcome of reading a damaged file, or of killing a save. Anything else is an exception that states how to reproduce it.</summary>
public enum Outcome
{
    /// <summary>The file was read: after the damage it is still valid.</summary>
    Read,

    /// <summary>The file was rejected as damaged.</summary>
    Rejected,

    /// <summary>The file was rejected as that of another network.</summary>
    Different,

    /// <summary>The saved file was intact, and no temporary file was left.</summary>
    Clean,

    /// <summary>The saved file was intact, and a temporary file was left for the next save to delete.</summary>
    Leftover,
}
