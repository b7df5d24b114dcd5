namespace NetGen.Generator.Model;

/// <summary>How a network is written, which messages follow.</summary>
internal enum Notation
{
    /// <summary>Layers are attributes, as in <c>[Dense(10, UseBias = false)]</c>.</summary>
    Attributes,

    /// <summary>Layers are calls in a <c>Define</c>, as in <c>x.Dense(10, useBias: false)</c>.</summary>
    Calls,
}
