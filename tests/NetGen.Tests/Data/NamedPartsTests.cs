using NetGen.Data;
using NetGen.Tests.Graphs;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Data;

/// <summary>Datasets for networks of several inputs and outputs.</summary>
public class NamedPartsTests
{
    private static readonly (string, float[][])[] s_inputs = [("image", [[1, 2, 3], [4, 5, 6]]), ("sensors", [[7], [8]])];
    private static readonly (string, float[][])[] s_targets = [("action", [[0, 1], [1, 0]]), ("value", [[0.5f], [0.25f]])];

    [Fact]
    public void Parts_stand_one_after_another_in_each_sample()
    {
        Dataset data = Dataset.FromArrays(inputs: [("image", [[1, 2, 3], [4, 5, 6]]), ("sensors", [[7], [8]])], targets: s_targets);
        Assert.Equal([1, 2, 3, 7, 4, 5, 6, 8], data.Inputs.ToArray());
        Assert.Equal([0, 1, 0.5f, 1, 0, 0.25f], data.Targets.ToArray());
        Assert.Equal((2, 4, 3), (data.Count, data.InputLength, data.TargetLength));
        foreach (Dataset derived in new[] { data, data.Shuffle(1), data.Take(1), data.Normalize(out _), data.Split(0.5, 1).Second })
        {
            Assert.Equal([new("image", 3), new("sensors", 1)], derived.InputParts);
            Assert.Equal([new("action", 2), new("value", 1)], derived.TargetParts);
        }
    }

    [Fact]
    public void Datasets_without_names_have_no_parts() => Assert.Empty(Dataset.FromArrays([[1f]], [[1f]]).InputParts);

    public static TheoryData<string, Func<Dataset>> Faults => new()
    {
        { "A dataset needs at least 1 input; there are 0.", () => Dataset.FromArrays([], s_targets) },
        { "input 1 has no name", () => Dataset.FromArrays([("a", [[1f]]), ("", [[1f]])], s_targets) },
        { "target 1 is named 'a', as another", () => Dataset.FromArrays(s_inputs, [("a", [[1f], [1f]]), ("a", [[1f], [1f]])]) },
        { "input 'b' has 3 samples and 'a' has 2.", () => Dataset.FromArrays([("a", [[1f], [2f]]), ("b", [[1f], [2f], [3f]])], s_targets) },
        { "Row 1 of target 'v' has 2 elements and row 0 has 1", () => Dataset.FromArrays(s_inputs, [("v", [[1f], [1f, 2f]])]) },
        { "There are 2 inputs but 1 targets.", () => Dataset.FromArrays(s_inputs, [("v", [[1f]])]) },
        { "A dataset needs at least 1 sample", () => Dataset.FromArrays([("a", [])], s_targets) },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Faults_are_named(string message, Func<Dataset> make) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    [Fact]
    public void A_network_checks_names_and_lengths()
    {
        GraphSpec spec = GraphCases.All["a trunk with two heads"] with
        {
            Inputs = [new("x", new(12)), new("z", new(3))],
            Layers = [.. GraphCases.All["a trunk with two heads"].Layers, new("w", "z", new Reference.Dense(1))],
            Outputs = [.. GraphCases.All["a trunk with two heads"].Outputs, new("w", "w", Loss.Huber)],
        };
        using var networks = new CompiledNetworks(GraphCompiler.Compile([spec], out _));
        var subject = (IThreadedSubject)networks.Create(0, typeof(ThreadedSubject<>));
        float[][] Rows(int length) => [new float[length], new float[length]];
        (string, float[][])[] targets = [("action", Rows(6)), ("value", Rows(1)), ("w", Rows(1))];
        subject.Evaluate(Dataset.FromArrays([("x", Rows(12)), ("z", Rows(3))], targets));
        subject.Evaluate(Dataset.FromArrays(Rows(15), Rows(8)));
        Assert.StartsWith(
            "Network0 has the inputs x (12), z (3), in this order; the dataset's are z (3), x (12).",
            Assert.Throws<ArgumentException>(() => subject.Evaluate(Dataset.FromArrays([("z", Rows(3)), ("x", Rows(12))], targets))).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Network0 has the outputs action (6), value (1), w (1), in this order; the dataset's are action (5), value (2), w (1).",
            Assert.Throws<ArgumentException>(() => subject.Evaluate(Dataset.FromArrays([("x", Rows(12)), ("z", Rows(3))], [("action", Rows(5)), ("value", Rows(2)), ("w", Rows(1))]))).Message, StringComparison.Ordinal);
    }
}
