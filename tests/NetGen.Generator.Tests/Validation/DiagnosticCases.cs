using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>One source for each way to violate a rule: the id, the span and the message.</summary>
public sealed class DiagnosticCases : TheoryData<string, string, string>
{
    public DiagnosticCases()
    {
        Class();
        Members();
        Inherited();
        Layers();
        Names();
        Weights();
        Activations();
    }

    private void Class()
    {
        Add("NETGEN001", On("public partial ⟦record⟧ A;"), "'A' is declared as record; write 'partial class A'");
        Add("NETGEN001", On("public partial ⟦record⟧ class A;"), "'A' is declared as record; write 'partial class A'");
        Add("NETGEN001", On("public partial ⟦struct⟧ A;"), "'A' is declared as struct; write 'partial class A'");
        Add("NETGEN001", On("public readonly partial ⟦record⟧ struct A;"), "'A' is declared as record struct; write 'partial class A'");
        Add("NETGEN001", On("public partial ⟦interface⟧ A;"), "'A' is declared as interface; write 'partial class A'");
        Add("NETGEN002", On("public class ⟦A⟧;"), "Write 'partial class A', so that the compiler can add its part");
        Add("NETGEN002", On("public class ⟦@class⟧;"), "Write 'partial class @class', so that the compiler can add its part");
        Add("NETGEN003", On("public partial class A⟦<T, U>⟧;"), "Remove the type parameters of 'A': a network's code is written for one class");
        Add("NETGEN004", On("public ⟦static⟧ partial class A;"), "Remove 'static': the compiler writes constructors for 'A' and creates instances of it");
        Add("NETGEN004", On("public ⟦abstract⟧ partial class A;"), "Remove 'abstract': the compiler writes constructors for 'A' and creates instances of it");
        Add("NETGEN004", On("public partial class A; public ⟦abstract⟧ partial class A;"), "Remove 'abstract': the compiler writes constructors for 'A' and creates instances of it");
        Add("NETGEN005", On("public partial class A⟦(int x)⟧ { int X => x; }"), "Remove the primary constructor of 'A' and write an ordinary one that calls ': this(seed)'");
        Add("NETGEN005", On("public partial class A; partial class A⟦()⟧;"), "Remove the primary constructor of 'A' and write an ordinary one that calls ': this(seed)'");
        Add("NETGEN006", File("public class ⟦Outer⟧ { [Network(2)] [Dense(1)] public partial class A; }"), "Add 'partial' to 'Outer', so that the compiler can add a part to 'A' inside it");
        Add("NETGEN006", File("public struct ⟦Outer⟧ { public partial class Inner { [Network(2)] [Dense(1)] public partial class A; } }"), "Add 'partial' to 'Outer', so that the compiler can add a part to 'A' inside it");
        Add("NETGEN007", File("public partial class ⟦Outer⟧<T> { [Network(2)] [Dense(1)] public partial class A; }"), "Move 'A' out of 'Outer', which is generic: a network's code is written for one class");
        Add("NETGEN008", On("⟦file⟧ partial class A;"), "Remove 'file' from 'A': the compiler writes another part in another file; 'internal' or 'private' within another class also hide it");
        Add("NETGEN008", File("file partial class ⟦Outer⟧ { [Network(2)] [Dense(1)] public partial class A; }"), "Remove 'file' from 'Outer': the compiler writes another part in another file; 'internal' or 'private' within another class also hide it");
        Add("NETGEN012", On("public partial class ⟦A⟧ : B; public class B(int x) { int X => x; }"), "B has no constructor without parameters, so the constructors that the compiler writes for 'A' can't construct its base; change that, or hold the base in a field instead");
        Add("NETGEN012", On("public partial class ⟦A⟧ : B; public class B { private B() { } }"), "B has no constructor without parameters, so the constructors that the compiler writes for 'A' can't construct its base; change that, or hold the base in a field instead");
        Add("NETGEN012", On("public partial class ⟦A⟧ : B; public class B : C; public class C { public required int Size { get; set; } }"), "C.Size is required, so the constructors that the compiler writes for 'A' can't construct its base; change that, or hold the base in a field instead");
    }

    private void Members()
    {
        Add("NETGEN009", NetWith("const int ⟦InputLength⟧ = 1;"), "The compiler writes 'InputLength' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("static int ⟦OutputLength⟧ => 1;"), "The compiler writes 'OutputLength' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("void ⟦ParameterCount⟧(string s) { }"), "The compiler writes 'ParameterCount(string)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("event Action? ⟦Parameters⟧ { add { } remove { } }"), "The compiler writes 'Parameters' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("enum ⟦Summary⟧;"), "The compiler writes 'Summary' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("record ⟦Forward⟧(int X);"), "The compiler writes 'Forward' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("object? ⟦Clone⟧() => null;"), "The compiler writes 'Clone()' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("static Net ⟦Create⟧(ulong x) => new(x);"), "The compiler writes 'Create(ulong)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("void ⟦Forward⟧(ReadOnlySpan<float> a, Span<float> b) { }"), "The compiler writes 'Forward(System.ReadOnlySpan<float>, System.Span<float>)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("void ⟦ForwardBatch⟧(ReadOnlySpan<float> a, Span<float> b, Workspace? c) { }"), "The compiler writes 'ForwardBatch(System.ReadOnlySpan<float>, System.Span<float>, NetGen.Workspace)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("void ⟦Save⟧(string file) { }"), "The compiler writes 'Save(string)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("void ⟦Load⟧(System.IO.Stream a, System.Collections.Generic.IReadOnlyDictionary<string, string>? b) { }"), "The compiler writes 'Load(System.IO.Stream, System.Collections.Generic.IReadOnlyDictionary<string, string>)' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("private ⟦Net⟧() { }"), "The compiler writes 'Net()' into 'Net' itself; rename or remove this one");
        Add("NETGEN009", NetWith("public ⟦Net⟧(ulong seed) : this() { }"), "The compiler writes 'Net(ulong)' into 'Net' itself; rename or remove this one");
        Add("NETGEN010", On("public partial class ⟦Forward⟧;"), "Rename 'Forward': the compiler writes a member of that name, and C# lets no member have the name of its class");
        Add("NETGEN011", NetWith("public ⟦Net⟧(string path) { }"), "Call ': this(seed)' or ': this()', which create the weights of 'Net'");
        Add("NETGEN011", NetWith("public ⟦Net⟧(string path) : base() { }"), "Call ': this(seed)' or ': this()', which create the weights of 'Net'");
        Add("NETGEN013", NetWith("public required int ⟦Size⟧ { get; set; }"), "Remove 'required' from 'Size': Create and Clone create instances of 'Net' and can't set it");
    }

    private void Inherited()
    {
        foreach ((string member, string inherited, string obstacle) in new[]
        {
            ("Clone()", "public abstract int Clone();", "that returns int"),
            ("Clone()", "public virtual B? Clone { get; }", "that is a property"),
            ("Save(string)", "protected virtual void Save(string path) { }", "that is not public"),
            ("Save(string)", "public virtual bool Save(string path) => true;", "that returns bool"),
            ("Parameters", "public virtual ParameterBlock? Parameters { get; set; }", "that has a setter"),
            ("Clone()", "public abstract ref B Clone();", "that returns a reference"),
            ("Parameters", "public virtual ref readonly ParameterBlock Parameters => throw new NotSupportedException();", "that returns a reference"),
            ("Parameters", "public virtual int Parameters(int x) => x;", "that is a method"),
            ("InputLength", "public virtual int InputLength => 2;", "the compiler's is static"),
            ("Create(ulong)", "public abstract B Create(ulong seed);", "the compiler's is static"),
            ("Backward(System.ReadOnlySpan<float>, System.ReadOnlySpan<float>, NetGen.Workspace)", "public virtual int Backward(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Workspace c) => 1;", "that returns int"),
            ("Save(string)", "public sealed override void Save(string path) { } } public class C { public virtual void Save(string path) { }", "that is sealed"),
        })
            Add("NETGEN063", On($"public partial class ⟦A⟧ : B; public abstract class B : C {{ {inherited} }}{(inherited.Contains("class C") ? "" : " public class C;")}"), $"The compiler writes '{member}' into 'A', which can't override 'B.{member}': {obstacle}; rename that member of the base class");
    }

    private void Layers()
    {
        Add("NETGEN020", Net("[⟦Network(2)⟧]"), "'Net' has no layers; write them below [Network], as in [Dense(10, Activation.Softmax)]");
        Add("NETGEN021", Net("[⟦Dense(2)⟧]"), "'Net' has a layer but no [Network]; write one above it with the input's size, as in [Network(784)]");
        Add("NETGEN022", File("[Network(2)] [Dense(1)] partial class A; [⟦Dense(3)⟧] partial class A;"), "Move [Dense] to the declaration of 'A' that carries [Network]: C# gives attributes of different parts no order");
        Add("NETGEN023", File("[Network(2)] [Dense(1)] [⟦Mine⟧] partial class A; class MineAttribute : LayerAttribute;"), "The compiler doesn't know [Mine]; use one of NetGen's layers, or the same version of the compiler and the runtime");
        Add("NETGEN024", Net("[Network(⟦0⟧)] [Dense(1)]"), "'length' is 0; write at least 1");
        Add("NETGEN024", Net("[Network(1, ⟦-28⟧, 28)] [Dense(1)]"), "'height' is -28; write at least 1");
        Add("NETGEN024", Net("[Network(width: 3, height: 2, channels: ⟦int.MinValue⟧)] [Dense(1)]"), "'channels' is -2,147,483,648; write at least 1");
        Add("NETGEN024", Net("[Network(2)] [Dense(⟦3 - 4⟧)] [Dense(1)]"), "'units' is -1; write at least 1");
        Add("NETGEN024", Net("[Network(2)] [Dense(activation: Activation.Relu, units: ⟦0⟧)]"), "'units' is 0; write at least 1");
        Add("NETGEN025", Net("[Network(⟦67108864⟧)] [Dense(1)]"), "The size of an input is 67,108,864; at most 67,108,863 elements are possible");
        Add("NETGEN025", Net("[Network(⟦2147483647⟧, 2147483647, 2147483647)] [Dense(1)]"), "The size of an input is 2147483647 × 2147483647 × 2147483647; at most 67,108,863 elements are possible");
        Add("NETGEN025", Net("[Network(2)] [Dense(⟦int.MaxValue⟧)] [Dense(1)]"), "The size of an output is 2,147,483,647; at most 67,108,863 elements are possible");
        Add("NETGEN026", Net("[Network(1000000)] [Dense(⟦1000⟧)]"), "Layer 'dense1' would have 1,000,001,000 parameters, 4,000,004,000 bytes; at most 2,147,483,648 bytes are possible, so make it or its input smaller");
        Add("NETGEN026", Net("[Network(32768)] [Dense(⟦16384⟧, Name = \"wide\")]"), "Layer 'wide' would have 536,887,296 parameters, 2,147,549,184 bytes; at most 2,147,483,648 bytes are possible, so make it or its input smaller");
        Add("NETGEN027", Net("[⟦Network(20000)⟧] [Dense(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)]"), "The parameters of 'Net' would take 2,400,120,000 elements, padding of narrow layers included; at most 2,147,483,575 are possible, so make its layers smaller");
        Add("NETGEN030", Net("[Network(2, Loss = ⟦(Loss)77⟧)] [Dense(1)]"), "77 is not a value of Loss; write one of MeanSquaredError, MeanAbsoluteError, Huber, CrossEntropy, BinaryCrossEntropy, Hinge");
        Add("NETGEN030", Net("[Network(2, Unroll = ⟦(Unroll)(-1)⟧)] [Dense(1)]"), "-1 is not a value of Unroll; write one of Auto, Full, Loops");
        Add("NETGEN030", Net("[Network(2)] [Dense(1, ⟦(Activation)99⟧)]"), "99 is not a value of Activation; write one of Linear, Relu, LeakyRelu, Elu, Selu, Gelu, Silu, Mish, Sigmoid, HardSigmoid, Tanh, HardTanh, HardSwish, Softplus, Softsign, Softmax, LogSoftmax, Step");
        Add("NETGEN030", Net("[Network(2)] [Dense(1, Initializer = ⟦(Initializer)50⟧)]"), "50 is not a value of Initializer; write one of Auto, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LeCunNormal, LeCunUniform, Uniform, Normal, Zeros, StandardNormal, NarrowNormal, FanInUniform");
        Add("NETGEN046", Net("[Network(2000, Unroll = ⟦Unroll.Full⟧)] [Dense(128)] [Dense(10)]"), "Layer 'dense1' is compiled to loops despite Unroll.Full: each sum takes 2,000 of its 256,000 multiply-adds, and the JIT optimises at most 128 in a method; write Unroll.Auto");
        Add("NETGEN031", Net("[⟦Network(1)⟧] [Dense(20000000)] [Dense(1)]"), "The intermediate results of 'Net' may take 3,200,001,536 elements for 32 samples; at most 2,147,483,575 are possible, so make its layers narrower");
    }

    private void Names()
    {
        foreach (string name in (string[])["", " ", "1st", "my layer", "@class", "a.b", "a-b", "a\\n", "-1", "1.5", "١", "a\u00adb", "\U0001d54f"])
            Add("NETGEN028", Net($"[Network(2)] [Dense(1, Name = ⟦\"{name}\"⟧)]"), $"'{name.Replace("\\n", "\n")}' can't name a layer; write a C# identifier such as hidden1, or a number such as 0");
        Add("NETGEN029", Net("[Network(2)] [Dense(1, Name = \"a\")] [Dense(1, Name = ⟦\"a\"⟧)]"), "'a' is also the name of the 1st layer; write another, as in 'a_2'");
        Add("NETGEN029", Net("[Network(2)] [Dense(1, Name = \"a\")] [Dense(1, Name = ⟦\"A\"⟧)]"), "'A' is also the name of the 1st layer; write another, as in 'A_2'");
        Add("NETGEN029", Net("[Network(2)] [Dense(1, Name = ⟦\"dense2\"⟧)] [Dense(1)]"), "'dense2' is also the name of the 2nd layer; write another, as in 'dense2_2'");
        Add("NETGEN029", Net("[Network(2)] [Dense(1)] [Dense(1, Name = \"dense1_2\")] [Dense(1, Name = ⟦\"Dense1\"⟧)]"), "'Dense1' is also the name of the 1st layer; write another, as in 'Dense1_3'");
        Add("NETGEN029", Net("[Network(2)] [Dense(1, Name = \"0\")] [Dense(1, Name = \"1\")] [Dense(1, Name = ⟦\"0\"⟧)]"), "'0' is also the name of the 1st layer; write another, as in '2'");
    }

    private void Weights()
    {
        const string Here = "or write here the name of one of them: 'int8.safetensors', 'models/tiny.safetensors', 'other.safetensors', 'torch.safetensors'";
        Add("NETGEN034", Tiny("⟦\"tiny.safetensors\"⟧"), $"'tiny.safetensors' is not among the project's weights; write <NetGenWeights Include=\"tiny.safetensors\" /> into an ItemGroup of the project file, {Here}");
        Add("NETGEN034", Tiny("⟦\"models/Tiny.safetensors\"⟧"), $"'models/Tiny.safetensors' is not among the project's weights; write <NetGenWeights Include=\"models/Tiny.safetensors\" /> into an ItemGroup of the project file, {Here}");
        Add("NETGEN034", Tiny("⟦\"größe;1 %41 & more\"⟧"), $"'größe;1 %41 & more' is not among the project's weights; write <NetGenWeights Include=\"größe%3B1 %2541 %26 more\" /> into an ItemGroup of the project file, {Here}");
        Add("NETGEN034", Tiny("⟦\"\"⟧"), $"'' is not among the project's weights; write <NetGenWeights Include=\"\" /> into an ItemGroup of the project file, {Here}");
        Add("NETGEN035", Net("[Network(2, Weights = ⟦\"models/tiny.safetensors\"⟧)] [Dense(3, Name = \"hidden\")] [Dense(1)] [Dense(1, UseBias = false)]"), "'models/tiny.safetensors' has no dense3.weight (1 × 1)");
        Add("NETGEN036", Net("[Network(2, Weights = ⟦\"models/tiny.safetensors\"⟧)] [Dense(3, UseBias = false, Name = \"hidden\")] [Dense(1, UseBias = false)]"), "'models/tiny.safetensors' has tensors that 'Net' doesn't have: hidden.bias (3), dense2.bias (1)");
        Add("NETGEN036", Net("[Network(2, Weights = ⟦\"torch.safetensors\"⟧)] [LayerNorm(Name = \"norm1\")]"), "'torch.safetensors' has tensors that 'Net' doesn't have: norm1.running_mean (2), norm1.running_var (2), norm1.num_batches_tracked ([])");
        Add("NETGEN037", Net("[Network(4, Weights = ⟦\"models/tiny.safetensors\"⟧)] [Dense(3, Name = \"hidden\")] [Dense(1)]"), "'models/tiny.safetensors' has hidden.weight with the shape 3 × 2, but in 'Net' it has 3 × 4");
        Add("NETGEN141", Net("[Network(6, Weights = ⟦\"int8.safetensors\"⟧)] [Embedding(9, 4)] [Dense(2)]"), "'int8.safetensors' is embedded with the weights rounded to Int8, which 'Net' keeps more exactly; write no Precision in its NetGenWeights item, or another item with a Link of its own");
        Add("NETGEN142", Net("[Network(2, Weights = ⟦\"models/tiny.safetensors\"⟧, Precision = Precision.Int8)] [Dense(3, Name = \"hidden\")] [Dense(1)]"), "'models/tiny.safetensors' is embedded as it is, and rounded to Int8 as it is loaded; write Precision=\"Int8\" in its NetGenWeights item to embed fewer bytes");
        Add("NETGEN142", Net("[Network(2, Weights = ⟦\"models/tiny.safetensors\"⟧, Precision = Precision.DynamicInt8)] [Dense(3, Name = \"hidden\")] [Dense(1)]"), "'models/tiny.safetensors' is embedded as it is, and rounded to Int8 as it is loaded; write Precision=\"Int8\" in its NetGenWeights item to embed fewer bytes");
        Add("NETGEN038", Net("[Network(2, Weights = ⟦\"other.safetensors\"⟧)] [Dense(1, UseBias = false)]"), "'other.safetensors' has dense1.weight of type I8; F32, F16, BF16, F64 can be read");
    }

    private static string Tiny(string weights) => Net($"[Network(2, Weights = {weights})] [Dense(3, Name = \"hidden\")] [Dense(1)]");

    private void Activations()
    {
        Add("NETGEN030", Net("[Network(2, Precision = ⟦(Precision)9⟧)] [Dense(1)]"), "9 is not a value of Precision; write one of Float32, BFloat16, Int8, DynamicInt8");
        Add("NETGEN140", Net("[Network(4, 6, Precision = Precision.Int8)] [Conv1D(4, 3)] [⟦Lstm(3)⟧] [Dense(2)]"), "'lstm1' keeps its weights as floats: Precision.Int8 is for dense layers and convolutions");
        Add("NETGEN140", Net("[Network(6, Precision = Precision.BFloat16)] [⟦Embedding(9, 4)⟧] [LayerNorm] [Dense(2)]"), "'embedding1' keeps its weights as floats: Precision.BFloat16 is for dense layers and convolutions");
        Add("NETGEN140", Net("[Network(4, 6, Precision = Precision.DynamicInt8)] [⟦Gru(3)⟧] [Dense(2)]"), "'gru1' keeps its weights as floats: Precision.DynamicInt8 is for dense layers and convolutions");
        Add("NETGEN143", Net("[Network(133_145, Precision = Precision.DynamicInt8)] [⟦Dense(2)⟧] [Dense(1)]"), "'dense1' rounds its weights, but keeps its inputs as floats: it has 133,145 of them, and 32 bits hold the sums of 133,144");
        const string Relu = "needs probabilities that sum to 1, but the last layer ends in Relu: write Activation.Softmax there, or Activation.Linear if the outputs are logits";
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(2, Activation.Relu)]"), $"CrossEntropy {Relu}");
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(2, Activation.Sigmoid)]"), "CrossEntropy needs probabilities that sum to 1, but the last layer ends in Sigmoid: write Activation.Softmax there, or Loss.BinaryCrossEntropy after Activation.Sigmoid if each output is an independent yes or no");
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.BinaryCrossEntropy⟧)] [Dense(2, Activation.Softmax)]"), "BinaryCrossEntropy treats each output as an independent yes or no, but the last layer ends in Softmax: write Loss.CrossEntropy, or Activation.Sigmoid there");
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.BinaryCrossEntropy⟧)] [Dense(2, Activation.Tanh)]"), "BinaryCrossEntropy needs probabilities between 0 and 1, but the last layer ends in Tanh: write Activation.Sigmoid there, or Activation.Linear if the outputs are logits");
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.Hinge⟧)] [Dense(2, Activation.Sigmoid)]"), "Hinge needs outputs of both signs, for targets of +1 and -1, but the last layer ends in Sigmoid: write Activation.Linear or Activation.Tanh there");
        Add("NETGEN040", Net("[Network(2, Loss = ⟦Loss.Hinge⟧)] [Dense(2, Activation.LogSoftmax)]"), "Hinge needs outputs of both signs, for targets of +1 and -1, but the last layer ends in LogSoftmax: write Activation.Linear or Activation.Tanh there");
        Add("NETGEN041", Net("[Network(2, Loss = ⟦Loss.CrossEntropy⟧)] [Dense(1)]"), "CrossEntropy over one output is always 0; write Loss.BinaryCrossEntropy with Activation.Sigmoid, or give the last layer an output for each class");
        Add("NETGEN042", Net("[Network(2)] [Dense(1, ⟦Activation.Softmax⟧)]"), "Softmax over one output is always 1; write Activation.Sigmoid, or more units");
        Add("NETGEN042", Net("[Network(2)] [Dense(1, ⟦Activation.LogSoftmax⟧)] [Dense(2)]"), "LogSoftmax over one output is always 0; write Activation.Sigmoid, or more units");
        Add("NETGEN043", Net("[Network(2)] [Dense(3, ⟦Activation.Softmax⟧, Name = \"gate\")] [Dense(2)]"), "Softmax in the hidden layer 'gate' couples its outputs and makes the gradients of the layers before it vanish; write Activation.Relu or Activation.Tanh, unless it is meant as a gate");
        Add("NETGEN044", Net("[Network(2, Loss = ⟦Loss.MeanSquaredError⟧)] [Dense(3, Activation.Step)] [Dense(2)]"), "'Net' uses Activation.Step, which has no derivative, so it can't be trained; remove the loss, or write Activation.Sigmoid in place of Step");
        foreach (string activation in (string[])["Softmax", "LogSoftmax"])
        {
            const string Advice = "and names no loss, so it is trained by mean squared error; write Loss = Loss.CrossEntropy, or Loss = Loss.MeanSquaredError if that is meant";
            Add("NETGEN064", Net($"[⟦Network(2)⟧] [Dense(3, Activation.{activation})]"), $"'Net' ends in {activation} {Advice}");
            Add("NETGEN064", Net($"[⟦Network(1, 4)⟧] [Flatten] [Activate(Activation.{activation})] [Dropout(0)] [Reshape(2, 2)]"), $"'Net' ends in {activation} {Advice}");
        }
        Add("NETGEN045", Net("[Network(2, Loss = ⟦Loss.Hinge⟧)] [Dense(2, Activation.Gelu)]"), "Hinge has targets of +1 and -1, but Gelu never falls below -0.4, so a target of -1 is never met; write Activation.Linear or Activation.Tanh");
    }
}
