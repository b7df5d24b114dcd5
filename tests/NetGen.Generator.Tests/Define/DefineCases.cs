using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>One source for each way in which a <c>Define</c> can be wrong: the id, the span and the message.</summary>
public sealed class DefineCases : TheoryData<string, string, string>
{
    public DefineCases()
    {
        Class();
        Bodies();
        Results();
        Losses();
        Operations();
        Advice();
    }

    /// <summary>A network whose <c>Define</c> has one input <c>x</c> of 2 × 6 × 6 and a body.</summary>
    private static string Body(string body, string members = "") =>
        File($"[Network] public partial class Net {{ {members} static Tensor Define([Shape(2, 6, 6)] Tensor x) {{ {body} }} }}");

    private void Class()
    {
        Add("NETGEN080", Net("[Network] [⟦Dense(1)⟧]", "static Tensor Define([Shape(2)] Tensor x) => x.Dense(1);"), "'Net' has layer attributes and a Define; remove the one or the other");
        Add("NETGEN081", Net("[⟦Network(2)⟧]", "static Tensor Define([Shape(2)] Tensor x) => x.Dense(1);"), "'Net' has a Define, whose parameters give the shapes of its inputs; write [Network] without one");
        Add("NETGEN082", Net("[⟦Network⟧]"), "Write the shape of a sample, as in [Network(784)], or a method 'private static Tensor Define([Shape(784)] Tensor input)' in 'Net'");
        Add("NETGEN083", Net("[Network]", "⟦Tensor Define([Shape(2)] Tensor x) => x.Dense(1);⟧"), "Define must be a static method that is neither generic nor async");
        Add("NETGEN083", Net("[Network]", "static Tensor Define(⟦Tensor x⟧) => x.Dense(1);"), "Write '[Shape(…)] Tensor x': every parameter of Define is an input of the network");
        Add("NETGEN083", Net("[Network]", "static Tensor Define([Shape(2)] Tensor x, ⟦int units⟧) => x.Dense(units);"), "Write '[Shape(…)] Tensor units': every parameter of Define is an input of the network");
        Add("NETGEN083", Net("[Network]", "⟦static (Tensor, Tensor) Define([Shape(2)] Tensor x) => (x.Dense(1), x.Dense(2));⟧"), "Define must return a Tensor, or a tuple of Tensors whose names are those of the outputs");
    }

    private void Bodies()
    {
        Add("NETGEN084", Body("⟦try { return x.Dense(1); } finally { }⟧"), "This statement can't be read at compile time; in a Define, declare and assign locals, call methods, and use if, for, foreach, while, switch and return");
        Add("NETGEN084", Body("var list = ⟦new System.Collections.Generic.List<int>()⟧; return x.Dense(1);"), "This expression can't be read at compile time; in a Define, write constants, arithmetic, arrays, tuples, and members of Tensor");
        Add("NETGEN084", Body("return x.Dense(⟦int.Parse(\"2\")⟧);"), "A call of 'Parse', whose source is not in this project, can't be read at compile time; in a Define, call static methods of this project, or members of Tensor");
        Add("NETGEN084", Body("return x.Dense(⟦\"abc\".IndexOf('b')⟧);"), "A call of 'IndexOf', which is not static, can't be read at compile time; in a Define, call static methods of this project, or members of Tensor");
        Add("NETGEN084", Body("foreach (char c in ⟦\"abc\"⟧) x = x.Dense(1); return x;"), "A loop over this can't be read at compile time; in a Define, write an array after 'in'");
        Add("NETGEN085", Body("return x.Dense(⟦s_units⟧);", "static int s_units = 3;"), "'s_units' has no value that is known at compile time; write a constant, or what follows from constants and shapes");
        Add("NETGEN085", Body("Tensor? y = null; return (⟦x + y!⟧).Dense(1);"), "'x + y!' has no value that is known at compile time; write a constant, or what follows from constants and shapes");
        Add("NETGEN085", Body("Tensor? y = null; return x.MatMul(⟦y⟧!).Dense(1);"), "'y' has no value that is known at compile time; write a constant, or what follows from constants and shapes");
        Add("NETGEN086", Body("int zero = 0; return x.Dense(⟦3 / zero⟧);"), "This has no result: the divisor is 0");
        Add("NETGEN086", Body("int most = int.MaxValue; return x.Dense(⟦most + x.Channels⟧);"), "This has no result: the result does not fit its type");
        Add("NETGEN086", Body("int[] widths = [1, 2]; return x.Dense(widths[⟦x.Channels⟧]);"), "This has no result: there is no element 2 among 2");
        Add("NETGEN086", Body("return x.Dense(⟦x.Channels switch { 1 => 4, 3 => 5 }⟧);").Replace("using System;", "#pragma warning disable CS8509\nusing System;"), "This has no result: no arm matches 2");
        Add("NETGEN086", Body("return ⟦x.Split(4)⟧[0].Dense(1);"), "This has no result: 2 × 6 × 6 can't be split along axis 0 into 4 equal parts");
        Add("NETGEN084", Body("return x.Dense(⟦Math.Cbrt(8)⟧ > 1 ? 2 : 1);"), "A call of 'Math.Cbrt' can't be read at compile time; in a Define, use Min, Max or Abs of int or double, Sqrt or Pow");
        Add("NETGEN084", Body("int n = 1; Set(⟦ref n⟧); return x.Dense(n);", "static void Set(ref int n) => n = 2;"), "An argument by reference can't be read at compile time; in a Define, return the values, several as a tuple");
        Add("NETGEN086", Body("int? n = null; return x.Dense(⟦(int)n⟧);"), "This has no result: null has no value");
        Add("NETGEN086", Body("foreach (⟦byte⟧ b in new[] { 1, 300 }) x = x.Dense(b); return x;"), "This has no result: the result does not fit its type");
        Add("NETGEN087", Body("string text = \"a\"; while (true) text = ⟦text + text⟧;"), "This Define takes more than 200,000 steps; end its loops and recursions earlier");
        Add("NETGEN087", Body("int[][] all = new int[2][]; while (true) all[0] = ⟦new int[65000]⟧;"), "This Define takes more than 200,000 steps; end its loops and recursions earlier");
        Add("NETGEN087", Body("while (⟦true⟧) { }"), "This Define takes more than 200,000 steps; end its loops and recursions earlier");
        Add("NETGEN087", Body("return Twice(x);", "static Tensor Twice(Tensor x) => ⟦Twice(x)⟧;"), "This Define takes calls nested more than 100 deep; end its loops and recursions earlier");
        Add("NETGEN086", Body("var (a, b) = ⟦x.Split(2, 1)[0].Split(3, 1)⟧; return (a + b).Dense(1);"), "This has no result: 3 parts can't be assigned to 2 variables");
        Add("NETGEN088", Body("x.⟦Dense(7)⟧; return x.Dense(1);"), "The result of 'dense1' reaches no output; return it, or remove the layer");
    }

    private void Results()
    {
        Add("NETGEN089", Net("[Network] [Output(⟦\"valeu\"⟧, Loss.Huber)]", "static (Tensor policy, Tensor value) Define([Shape(2)] Tensor x) => (x.Dense(2), x.Dense(1));"), "Define returns no output 'valeu'; it returns 'policy', 'value'");
        Add("NETGEN090", Net("[Network] [Output(\"value\", Loss.Huber)] [Output(⟦\"value\"⟧, Loss.Huber)]", "static (Tensor policy, Tensor value) Define([Shape(2)] Tensor x) => (x.Dense(2), x.Dense(1));"), "'value' has a loss already; remove one of them");
        Add("NETGEN091", Net("[Network] [Output(\"output\", Loss.Huber, Weight = ⟦0⟧)]", "static Tensor Define([Shape(2)] Tensor x) => x.Dense(2);"), "'Weight' is 0; write a finite number above 0, or remove the attribute if the output has no loss");
        Add("NETGEN092", Net("[Network(Loss = ⟦Loss.Huber⟧)]", "static (Tensor policy, Tensor value) Define([Shape(2)] Tensor x) => (x.Dense(2), x.Dense(1));"), "The network has 2 outputs; write [Output(\"policy\", Loss.…)] for each that has a loss, instead of Loss here");
        Add("NETGEN009", Net("[Network]", "static (Tensor a, Tensor b) Define([Shape(2)] Tensor x) => (x.Dense(2), x.Dense(1)); void ⟦Forward⟧(ReadOnlySpan<float> x, Span<float> a, Span<float> b, Workspace w) { }"), "The compiler writes 'Forward(System.ReadOnlySpan<float>, System.Span<float>, System.Span<float>, NetGen.Workspace)' into 'Net' itself; rename or remove this one");
        Add("NETGEN120", Net("[Network]", "static (Tensor a, Tensor b) Define([⟦Shape(2)⟧] Tensor length) => (length.Dense(2), length.Dense(1));"), "'length' can't name an input of 'Net': 'Length' is a member of Inputs; write another name");
        Add("NETGEN041", Net("[Network] [Output(\"value\", ⟦Loss.CrossEntropy⟧)]", "static (Tensor policy, Tensor value) Define([Shape(2)] Tensor x) => (x.Dense(2), x.Dense(1));"), "CrossEntropy over one output is always 0; write Loss.BinaryCrossEntropy with Activation.Sigmoid, or give the last layer an output for each class");
        Add("NETGEN024", Net("[Network]", "static Tensor Define([Shape(⟦0⟧)] Tensor x) => x.Dense(2);"), "'length' is 0; write at least 1");
        Add("NETGEN024", Body("return x.Conv2D(4, 3).Dense(⟦-1⟧);"), "'units' is -1; write at least 1");
        Add("NETGEN050", Body("return x.Dense(4).⟦Conv2D(4, 3)⟧;"), "Conv2D needs channels × height × width, but gets a vector of 4; write .Reshape(1, 2, 2) before it");
        Add("NETGEN029", Body("return (x.Dense(2, name: \"a\") + x.Dense(2, Activation.Relu, name: ⟦\"a\"⟧));"), "'a' is also the name of the 1st layer; write another, as in 'a_2'");
    }

    private void Losses()
    {
        const string Probabilities = "needs probabilities between 0 and 1, but the last layer ends in Sigmoid and '{0}': write '{0}' before that activation, or Activation.Linear there if the outputs are logits";
        foreach ((string operation, string name) in new[] { ("Slice(0, 2)", "slice1"), ("Reshape(2, 3).Transpose()", "transpose1"), ("Reshape(2, 3).Max(0)", "max1"), ("Reshape(2, 3).Mean(0)", "mean1") })
            Add("NETGEN040", Net("[Network(Loss = ⟦Loss.BinaryCrossEntropy⟧)]", $"static Tensor Define([Shape(2)] Tensor x) => x.Dense(6, Activation.Sigmoid).{operation};"), $"BinaryCrossEntropy {string.Format(Probabilities, name)}");
        Add("NETGEN040", Net("[Network(Loss = ⟦Loss.BinaryCrossEntropy⟧)]", "static Tensor Define([Shape(2)] Tensor x) => Tensor.Concat(x.Dense(2, Activation.Sigmoid), x);"), $"BinaryCrossEntropy {string.Format(Probabilities, "concat1")}");
        Add("NETGEN040", Net("[Network(Loss = ⟦Loss.CrossEntropy⟧)]", "static Tensor Define([Shape(2)] Tensor x) => x.Dense(6).Reshape(2, 3).Softmax(1).Flatten();"), "CrossEntropy needs logarithms of probabilities over one axis, but the last layer ends in Softmax: write LogSoftmax there");
        Add("NETGEN040", Net("[Network(Loss = ⟦Loss.Hinge⟧)]", "static Tensor Define([Shape(2)] Tensor x) => x.Dense(6).Softmax(0);"), "Hinge needs outputs of both signs, for targets of +1 and -1, but the last layer ends in Softmax: write Activation.Linear or Activation.Tanh there");
    }

    /// <summary>Messages that layers share with attributes propose what is written in a body.</summary>
    private void Advice()
    {
        Add("NETGEN020", Net("[⟦Network⟧]", "static Tensor Define([Shape(2)] Tensor x) => x;"), "'Net' has no layers; write them in its Define, as in input.Dense(10, Activation.Softmax)");
        Add("NETGEN024", Body("return x.Conv2D(4, 3, stride: ⟦0⟧).Dense(1);"), "'stride' is 0; write at least 1");
        Add("NETGEN024", Body("return x.Conv2D(4, 3, groups: ⟦-1⟧).Dense(1);"), "'groups' is -1; write at least 1");
        Add("NETGEN050", Body("return x.⟦Conv1D(4, 3)⟧;"), "Conv1D needs channels × length, but gets 2 × 6 × 6; write Conv2D, or [Shape(2, 36)] for its input");
        Add("NETGEN050", Body("return x.Relu().⟦MaxPool1D(4)⟧;"), "MaxPool1D needs channels × length, but gets 2 × 6 × 6; write MaxPool2D, or .Reshape(2, 36) before it");
        Add("NETGEN050", Body("return x.Dense(8).⟦GlobalMaxPool()⟧;"), "GlobalMaxPool needs channels × length or channels × height × width, but gets a vector of 8; write .Reshape(1, 8) before it");
        Add("NETGEN051", Body("return x.Conv2D(4, 3, padding: ⟦-3⟧).Dense(1);"), "'padding' is -3; write 0 or more, or Padding.Same");
        Add("NETGEN052", Body("return x.Conv2D(4, 5, strideWidth: ⟦2⟧, padding: Padding.Same).Dense(1);"), "Padding.Same keeps the length of a stride of 1, but 'strideWidth' is 2; write 1, or padding: 2");
        Add("NETGEN053", Body("return x.MaxPool2D(2, paddingHeight: ⟦2⟧).Dense(1);"), "'paddingHeight' is 2, more than half of a window of 2; write at most 1");
        Add("NETGEN055", Body("return x.⟦Reshape(2, 4, 6)⟧.Dense(1);"), "Reshape makes 2 × 4 × 6 = 48 elements, but its input has 2 × 6 × 6 = 72; write .Reshape(2, 4, 9)");
        Add("NETGEN057", Body("return x.LayerNorm(⟦0⟧).Dense(1);"), "'epsilon' is 0; write a small number above 0, as in 1e-5");
        Add("NETGEN058", Body("return x.BatchNorm(momentum: ⟦2⟧).Dense(1);"), "'momentum' is 2; write a number from 0 to 1, as in 0.1");
        Add("NETGEN060", Body("return x.⟦Softmax()⟧.Dense(1);"), "Softmax is over all elements of a vector, but gets 2 × 6 × 6; write .Flatten() before it");
        Add("NETGEN060", Body("return x.Conv2D(4, 3, ⟦Activation.LogSoftmax⟧).Dense(1);"), "LogSoftmax is over all elements of a vector, but gets 4 × 4 × 4; write another activation there, then .Flatten() and .LogSoftmax()");
        Add("NETGEN060", Body("return x.Conv2D(4, 3);").Replace("[Network]", "[Network(Loss = ⟦Loss.CrossEntropy⟧)]"), "CrossEntropy is over all elements of a vector, but gets 4 × 4 × 4; write .Flatten() or .GlobalAveragePool() as the last layer");
    }

    private void Operations()
    {
        Add("NETGEN100", Body("return (⟦x + x.Dense(5)⟧).Dense(1);"), "The sum of 2 × 6 × 6 and 5 has no shape: counted from the last axis, extents must be equal, or one of them 1");
        Add("NETGEN101", Body("return x.⟦Sum(3)⟧.Dense(1);"), "2 × 6 × 6 has 3 axes, so there is no axis 3; write 0 to 2");
        Add("NETGEN102", Body("return x.⟦Mean(0, -3)⟧.Dense(1);"), "Axis -3 of 2 × 6 × 6 is named twice; write each axis once");
        Add("NETGEN103", Body("return Tensor.⟦Concat(x, x.MaxPool2D(2))⟧.Dense(1);"), "Along axis 0, 2 × 3 × 3 can't follow 2 × 6 × 6: all other extents must be equal");
        Add("NETGEN104", Body("return x.Slice(4, ⟦3⟧, axis: 1).Dense(1);"), "Elements 4 to 6 along axis 1 don't exist in 2 × 6 × 6; write a range within 0 to 5");
        Add("NETGEN105", Body("return x.⟦Transpose(1, 0)⟧.Dense(1);"), "2 × 6 × 6 has 3 axes, but 2 are named; write each axis once, or none to swap the last two");
        Add("NETGEN106", Body("return x.⟦MatMul(x.Slice(0, 5, 1))⟧.Dense(1);"), "2 × 6 × 6 · 2 × 5 × 6: the first has 6 columns, the second 5 rows");
    }
}
