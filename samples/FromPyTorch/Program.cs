// Models trained in PyTorch, as classes: the same outputs, from the weights that export.py writes.
using System.Text.Json;
using FromPyTorch;
using NetGen;

bool agree = Agrees<Spiral>("spiral", Spiral.Names) & Agrees<Stripes>("stripes", Stripes.Names);
return agree ? 0 : 1;

// Shapes and the order of elements are PyTorch's; only names may differ.
static bool Agrees<TNetwork>(string file, IReadOnlyDictionary<string, string> names) where TNetwork : class, INetwork<TNetwork>
{
    string weights = Path.Combine(AppContext.BaseDirectory, $"{file}.safetensors");
    if (!File.Exists(weights))
    {
        Console.Error.WriteLine("There is no model yet: /usr/bin/python3 samples/FromPyTorch/export.py trains and writes them.");
        Environment.Exit(2);
    }
    TNetwork network = TNetwork.Load(weights, names);

    using JsonDocument exported = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(weights, ".json")));
    float[] inputs = Values("inputs"), expected = Values("answers"), own = new float[expected.Length];
    int samples = inputs.Length / TNetwork.InputLength;
    network.ForwardBatch(inputs, own, TNetwork.CreateWorkspace(samples, training: false));

    float largest = own.Zip(expected, (a, b) => MathF.Abs(a - b)).Max();
    Console.WriteLine($"{file}: the {expected.Length:N0} outputs for {samples:N0} samples differ from PyTorch's by {largest:E1} at most.");
    return largest <= 1e-5f;

    float[] Values(string name) => [.. exported.RootElement.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())];
}
