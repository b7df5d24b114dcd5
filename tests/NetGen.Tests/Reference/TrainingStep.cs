namespace NetGen.Tests.Reference;

/// <summary>The seed and the step of a pass in training mode, from which dropout masks are drawn. An inference pass has none.</summary>
public sealed record TrainingStep(ulong Seed, long Step);
