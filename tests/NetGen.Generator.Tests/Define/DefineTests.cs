extern alias runtime;

using System.Globalization;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>A <c>Define</c> gives the layers that C# would make by running it.</summary>
public sealed class DefineTests
{
    /// <summary>Bodies with an input x of four elements, and the dense layers that they declare.</summary>
    [Theory]
    [InlineData("return x.Dense(3);", "dense1:3")]
    [InlineData("return x.Dense(units: Size, name: \"a\");", "a:3")]
    [InlineData("Tensor y = x.Dense(2), z = y.Dense(3); return z;", "dense1:2 dense2:3")]
    [InlineData("for (int i = 1; i <= 8; i *= 2) x = x.Dense(i); return x;", "dense1:1 dense2:2 dense3:4 dense4:8")]
    [InlineData("for (int i = 0; ; i++) { if (i == 1) continue; if (i > 2) break; x = x.Dense(i + 1); } return x;", "dense1:1 dense2:3")]
    [InlineData("foreach (int units in new[] { 5, 7 }) x = x.Dense(units); return x;", "dense1:5 dense2:7")]
    [InlineData("foreach (var units in Widths) x = x.Dense(units); return x;", "dense1:6 dense2:8")]
    [InlineData("int units = 20; while (units > 4) { units /= 2; x = x.Dense(units); } return x;", "dense1:10 dense2:5 dense3:2")]
    [InlineData("int units = 0; do x = x.Dense(++units); while (units < 2); return x;", "dense1:1 dense2:2")]
    [InlineData("if (x.Length > 3 && x.Rank == 1) return x.Dense(9); else return x.Dense(1);", "dense1:9")]
    [InlineData("return x.Dense(x.Width == 4 ? 2 * x.Channels : 1);", "dense1:2")]
    [InlineData("switch (Kind.Large) { case Kind.Small: return x.Dense(1); case Kind.Large: x = x.Dense(30); break; default: x = x.Dense(2); break; } return x;", "dense1:30")]
    [InlineData("return x.Dense(x.Length switch { < 4 => 1, 4 or 5 when Size == 3 => 11, _ => 2 });", "dense1:11")]
    [InlineData("return x.Dense(x.Length is > 1 and not 5 ? 6 : 7);", "dense1:6")]
    [InlineData("(int a, int b) = (2, 3); (a, b) = (b, a); return x.Dense(a).Dense(b);", "dense1:3 dense2:2")]
    [InlineData("var pair = (units: 4, rate: 0.5); return x.Dense(pair.units).Dense((int)(pair.rate * 4.9));", "dense1:4 dense2:2")]
    [InlineData("Tensor Local(Tensor y, int n = 2) { n += x.Length; return y.Dense(n); } return Local(Local(x), 5);", "local1.dense1:6 local2.dense1:9")]
    [InlineData("return Block(Block(x, 2), 3);", "block1.dense1:2 block1.block1.dense1:1 block2.dense1:3 block2.block1.dense1:2 block2.block1.block1.dense1:1")]
    [InlineData("return Other.Twice(x, times: 2);", "twice1.dense1:2 twice1.dense2:2")]
    [InlineData("int[] widths = new int[3]; for (int i = 0; i < widths.Length; i++) widths[i] = i * i + 1; return x.Dense(widths[2]);", "dense1:5")]
    [InlineData("for (int i = 0; i < 2; i++) x = x.Dense(4, name: $\"layer{i}_{Kind.Small}\"); return x;", "layer0_Small:4 layer1_Small:4")]
    [InlineData("Tensor a = x.Dense(2, name: \"s\"), b = x.Dense(2, name: \"s\"); return Tensor.Concat(a, b);", "s:2 s:2")]
    [InlineData("Tensor y = default!; y = x; long big = 3; big++; return y.Dense((int)big % 3 + (true ? 1 : 0));", "dense1:2")]
    [InlineData("Tensor[] halves = x.Split(2); return halves[0].Dense(halves.Length) + halves[1].Dense(2);", "dense1:2 dense2:2")]
    [InlineData("return x.Dense(Other.Units + nameof(Size).Length);", "dense1:11")]
    public void Body_is_read_as_it_would_run(string body, string layers) =>
        Assert.Equal(layers, string.Join(" ", Model(body).NamedLayers.Where(layer => layer.Layer.Kind is DenseLayer).Select(layer => $"{layer.Name}:{((DenseLayer)layer.Layer.Kind).Units}")));

    [Fact]
    public void A_chain_is_the_same_model_as_its_attributes()
    {
        NetworkModel attributes = ModelOf("[Network(1, 28, 28, Loss = Loss.CrossEntropy)] [Conv2D(6, 5, Activation.Relu, Padding = 2)] [MaxPool2D(2)] [BatchNorm(Epsilon = 1e-3)] [Dropout(0.25)] [Dense(10, Activation.Softmax, Name = \"last\")]");
        NetworkModel defined = Parse("""
            [Network(Loss = Loss.CrossEntropy)] partial class Net
            {
                static Tensor Define([Shape(1, 28, 28)] Tensor input) =>
                    input.Conv2D(6, 5, Activation.Relu, padding: 2).MaxPool2D(2).BatchNorm(epsilon: 1e-3).Dropout(0.25).Dense(10, Activation.Softmax, name: "last");
            }
            """).Model!;
        Assert.Equal(attributes, defined);
        Assert.Equal(attributes.GetHashCode(), defined.GetHashCode());
    }

    [Fact]
    public void Branches_read_the_values_that_they_name()
    {
        NetworkModel model = Parse("""
            [Network] [Output("action", Loss.CrossEntropy)] [Output("value", Loss.MeanSquaredError, Weight = 0.5)] partial class Net
            {
                static (Tensor action, Tensor value, Tensor trunk) Define([Shape(3, 8, 8)] Tensor image, [Shape(12)] Tensor sensors)
                {
                    Tensor trunk = Tensor.Concat(image.GlobalAveragePool(), sensors).Dense(64, Activation.Tanh, name: "trunk");
                    return (trunk.Dense(6, Activation.Softmax), (2 * trunk - trunk).Dense(1), trunk);
                }
            }
            """).Model!;
        Assert.Equal((DeclaredInput[])[new("image", new([3, 8, 8])), new("sensors", Shape.Vector(12))], model.Inputs);
        Assert.Equal(["pool1", "concat1", "trunk", "dense2", "multiply1", "subtract1", "dense3"], model.NamedLayers.Select(layer => layer.Name));
        Assert.Equal(["0", "2 1", "3", "4", "4", "6 4", "7"], model.Layers.Select(layer => string.Join(" ", layer.From)));
        Assert.Equal((DeclaredOutput[])[new("action", 5, Loss.CrossEntropy, true), new("value", 8, Loss.MeanSquaredError, true, 0.5), new("trunk", 4, null, false)], model.Outputs);
    }

    [Fact]
    public void Every_member_of_Tensor_has_a_layer()
    {
        Type tensor = typeof(runtime::NetGen.Tensor);
        string[] members = [.. tensor.GetMethods().Where(method => method.DeclaringType == tensor && !method.IsSpecialName).Select(method => method.Name).Distinct()];
        Assert.InRange(members.Length, 40, 100);
        Assert.DoesNotContain(members, member => member != nameof(runtime::NetGen.Tensor.Split) && Registry.Default.Find(member) is null && Registry.Default.FindOperation(member) is null);
        Assert.Empty(Registry.Default.Attributes.Except(members));
    }

    [Fact]
    public void A_member_of_Tensor_has_the_parameters_and_defaults_of_its_attribute()
    {
        foreach (string name in Registry.Default.Attributes)
        {
            Type attribute = typeof(runtime::NetGen.NetworkAttribute).Assembly.GetType($"NetGen.{name}Attribute", throwOnError: true)!;
            HashSet<string> written = [.. attribute.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => Text(parameter.Name!, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
            object sample = attribute.GetConstructors()[0].Invoke([.. attribute.GetConstructors()[0].GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? 1 : parameter.ParameterType == typeof(double) ? 0.5 : Enum.ToObject(parameter.ParameterType, 0))]);
            written.UnionWith(attribute.GetProperties().Where(property => property.CanWrite).Select(property => Text(char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property.GetValue(sample))));
            HashSet<string> offered = [.. typeof(runtime::NetGen.Tensor).GetMethods().Where(method => method.Name == name).SelectMany(method => method.GetParameters()).Select(parameter => Text(parameter.Name!, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
            Assert.Equal(written.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
        }

        static string Text(string name, object? value) => $"{name} = {(value is Enum number ? Convert.ToInt32(number, CultureInfo.InvariantCulture) : value)}";
    }

    /// <summary>Whatever a body contains, there is a model that compiles, or an error: never an exception.</summary>
    [Fact]
    public async Task Mutated_bodies_are_errors_or_compile()
    {
        const string Source = """
            using NetGen;
            [Network] [Output("a", Loss.CrossEntropy)] public partial class Net
            {
                const int Size = 3;
                static (Tensor a, Tensor b) Define([Shape(2, 6, 6)] Tensor image, [Shape(4)] Tensor sensors)
                {
                    Tensor x = image.Conv2D(4, 3, padding: 1).BatchNorm().Relu();
                    for (int filters = 4; filters <= 8; filters *= 2) x = Residual(x, filters);
                    foreach (int width in new[] { 5, Size }) sensors = sensors.Dense(width, name: "w" + width);
                    Tensor c = Tensor.Concat(x.GlobalAveragePool(), sensors), h = c is var y && y.Length > 2 ? y.Dense(6) : c;
                    return (h.Dense(3, Activation.Softmax), (h * 2 - h.Slice(0, 1)).Sum(0) / 3);
                }
                static Tensor Residual(Tensor x, int filters)
                {
                    int stride = x.Channels == filters ? 1 : 2;
                    Tensor y = x.Conv2D(filters, 3, padding: 1, stride: stride);
                    return (y + (stride == 1 ? x : x.Conv2D(filters, 1, stride: 2))).Relu();
                }
            }
            """;
        Assert.Empty(await Project.Of(Source).Generate().Analyze());
        string[] tokens = [.. Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().Select(token => token.ToFullString())];
        int[] numbers = [.. Enumerable.Range(0, tokens.Length).Where(i => tokens[i].Length > 0 && char.IsAsciiDigit(tokens[i][0]))];
        var random = new Random(1);
        int count = Environment.GetEnvironmentVariable("NETGEN_LONG") == "1" ? 2000 : 100, compiled = 0;
        for (int i = 0; i < count; i++)
        {
            string[] mutated = [.. tokens];
            for (int change = random.Next(1, 3); change > 0; change--)
            {
                if (random.Next(2) == 0)
                {
                    // Another number leaves a body that C# accepts.
                    mutated[numbers[random.Next(numbers.Length)]] = tokens[numbers[random.Next(numbers.Length)]];
                    continue;
                }
                int at = random.Next(20, mutated.Length), from = random.Next(20, mutated.Length);
                mutated[at] = random.Next(3) switch { 0 => "", 1 => mutated[from], _ => $"{mutated[at]} {mutated[from]}" };
            }
            Project project = Project.Of(string.Concat(mutated));
            var diagnostics = await project.Analyze();
            bool hasErrors = diagnostics.Any(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id is "AD0001" or "NETGEN099");
            project.Generate(out var sources);
            compiled += sources.Length;
            if (!hasErrors && sources.Length == 0)
                Assert.Contains(project.Compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            Assert.All(sources, each => Assert.Empty(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(each.SourceText).GetDiagnostics()));
        }
        Assert.InRange(compiled, 1, count - 1);
    }

    private static NetworkModel Model(string body)
    {
        NetworkDeclaration declaration = Parse($$"""
            [Network] partial class Net
            {
                const int Size = 3;
                static readonly int[] Widths = { 6, 8 };
                static Tensor Define([Shape(4)] Tensor x) { {{body}} }
                static Tensor Block(Tensor x, int depth) => depth == 0 ? x : Block(x.Dense(depth), depth - 1);
            }
            enum Kind { Small, Large }
            static class Other { public const int Units = 7; public static Tensor Twice(Tensor x, int times) { for (int i = 0; i < times; i++) x = x.Dense(times); return x; } }
            """);
        Assert.Empty(declaration.Define.Faults);
        return declaration.Model!;
    }
}
