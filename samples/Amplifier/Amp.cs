using NetGen;

namespace Amplifier;

/// <summary>Imitates an amplifier, one number of sound at a time; trained on pieces of 2,048, of which the first 256 only fill its memory.</summary>
[Network(1, SequenceLength = 2048, WarmupFrames = 256)]
[Lstm(16)]
[Dense(1)]
public sealed partial class Amp;
