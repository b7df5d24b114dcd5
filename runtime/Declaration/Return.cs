namespace NetGen;

/// <summary>What a recurrent layer returns of its states.</summary>
public enum Return
{
    /// <summary>The state after every frame: units × length.</summary>
    Sequence,

    /// <summary>The state after the last frame: a vector. That of the reverse direction is its state at the first position, where it ends.</summary>
    Last,
}
