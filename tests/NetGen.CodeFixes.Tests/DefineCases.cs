namespace NetGen.CodeFixes.Tests;

/// <summary>Files before and after the layers of their network <c>A</c> are written as its <c>Define</c>.</summary>
public sealed class DefineCases : TheoryData<string, string>
{
    public DefineCases()
    {
        Forms();
        Arguments();
        Comments();
        Directives();
        Bodies();
        Names();
    }

    /// <summary>Calls are on one line or on several, as the attributes are.</summary>
    private void Forms()
    {
        Row(
            """
            /// <summary>Reads a digit.</summary>
            [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
            [Conv2D(6, 5, Activation.Relu, Padding = 2)]
            [MaxPool2D(2)]
            [Dense(10, Activation.Softmax)]
            public sealed partial class A;
            """,
            """
            /// <summary>Reads a digit.</summary>
            [Network(Loss = Loss.CrossEntropy)]
            public sealed partial class A
            {
                private static Tensor Define([Shape(1, 28, 28)] Tensor input) => input
                    .Conv2D(6, 5, Activation.Relu, padding: 2)
                    .MaxPool2D(2)
                    .Dense(10, Activation.Softmax);
            }
            """);
        Row("[Network(2, SequenceLength = 64, WarmupFrames = 4)] [CausalConv1D(3, 2, Dilation = 8)] [Lstm(4)] [LastFrame] partial class A;", "[Network(SequenceLength = 64, WarmupFrames = 4)] partial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.CausalConv1D(3, 2, dilation: 8).Lstm(4).LastFrame();\n}");
        Row("[Network(2)] [Dense(3)] [Dense(1)] partial class A;", "[Network] partial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(3).Dense(1);\n}");
        Row("[Network(2)]\n[Dense(1)]\npartial class A;", "[Network]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(1);\n}");
        Row("[Network(2), Dense(3), Flatten]\npartial class A;", "[Network]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(3).Flatten();\n}");
        Row("[Dense(3)]\n[Network(2)]\n[type: Dense(1)]\npartial class A;", "[Network]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input\n        .Dense(3)\n        .Dense(1);\n}");
        Row(
            "[Network(2)]\n[Dense(1), System.Serializable, Dense(2), Dense(3)]\n[System.Obsolete]\npartial class A;",
            "[Network]\n[System.Serializable]\n[System.Obsolete]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(1).Dense(2).Dense(3);\n}");
        Row("[Network(2)] [Output(\"output\", Loss.Huber, Weight = 2)] [Dense(1)] partial class A;", "[Network] [Output(\"output\", Loss.Huber, Weight = 2)] partial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(1);\n}");
    }

    /// <summary>What the user wrote, in the user's own expressions.</summary>
    private void Arguments()
    {
        Chain("[Dense(activation: Activation.Relu, units: 2 * 2, Name = \"digit\" + \"s\", Initializer = (Initializer)1)]", ".Dense(activation: Activation.Relu, units: 2 * 2, name: \"digit\" + \"s\", initializer: (Initializer)1)");
        Chain("[DenseAttribute(0x10, UseBias=false)]", ".Dense(0x10, useBias:false)");
        Chain("[Dense(2 /* of them */, Name /* its */ = /* name */ \"a\")]", ".Dense(2 /* of them */, name/* its */: /* name */ \"a\")");
        Chain("[Dense( 2,\n    Name = @\"a\")]", ".Dense( 2,\n    name: @\"a\")");
        Chain("[Reshape(1, height: 1, width: 2, Name = nameof(System))] [GlobalMaxPool] [PRelu()]", ".Reshape(1, height: 1, width: 2, name: nameof(System)).GlobalMaxPool().PRelu()");
        Row("[Network(height: 4, width: 5, channels: 3, Unroll = Unroll.Loops, InputGradients = true)] [Flatten] partial class A;", "[Network(Unroll = Unroll.Loops, InputGradients = true)] partial class A\n{\n    private static Tensor Define([Shape(height: 4, width: 5, channels: 3)] Tensor input) => input.Flatten();\n}");
        Row("[Network(\n    1, 28, // rows\n    28, // columns\n    Loss = Loss.Huber)] [Flatten] partial class A;", "[Network(// columns\n    Loss = Loss.Huber)] partial class A\n{\n    private static Tensor Define([Shape(1, 28, // rows\n    28)] Tensor input) => input.Flatten();\n}");
        Row("[Network(3 * 4 // rows\n)] [Flatten] partial class A;", "[Network] partial class A\n{\n    private static Tensor Define([Shape(3 * 4 // rows\n)] Tensor input) => input.Flatten();\n}");
        Row("[Network(2, Weights = \"a.safetensors\")] [Flatten] partial class A;", "[Network(Weights = \"a.safetensors\")] partial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Flatten();\n}");
    }

    /// <summary>Comments of a layer move with it, those of the class stay.</summary>
    private void Comments()
    {
        Row(
            """
            // the class
            [Network(2)] // two features
            // the first
            /* hidden */
            [Dense(3)] // of three
            [Dense(4)] /* of */ /* four */

            [Dense(1 /* last */)] // of one
            // the class again
            partial class A;
            """,
            """
            // the class
            [Network] // two features
            // the class again
            partial class A
            {
                private static Tensor Define([Shape(2)] Tensor input) => input
                    // the first
                    /* hidden */
                    .Dense(3) // of three
                    .Dense(4) /* of */ /* four */
                    .Dense(1 /* last */); // of one
            }
            """);
        Row("[Network(2)] [Dense(3)] /* a */ [Dense(1)] /* the class */ partial class A;", "[Network] /* the class */ partial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(3) /* a */.Dense(1);\n}");
        Row(
            "[Network(2), /* a */ Dense(3), // b\n /* c */ Dense(1) /* d */] // e\npartial class A;",
            "[Network]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input\n        /* a */\n        .Dense(3) // b\n        /* c */\n        .Dense(1); /* d */ // e\n}");
        Row(
            "// the class\n[ /* a */ Dense(3)] // b\n[Network(2)]\n// c\n[System.Serializable] // d\npartial class A; // e",
            "// the class\n[Network]\n// c\n[System.Serializable] // d\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input\n        /* a */\n        .Dense(3); // b\n} // e");
        Row(
            "[Network(2)]\n[\n    // a\n    Dense(3),\n    // b\n    Dense(1)\n    // c\n]\npartial class A;",
            "[Network]\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input\n        // a\n        .Dense(3)\n        // b\n        .Dense(1); // c\n}");
    }

    private void Directives()
    {
        Row(
            """
            #region Networks
            [Network(2)]
            #pragma warning disable NETGEN043 // a gate
            [Dense(3, Activation.Softmax)]
            #pragma warning restore NETGEN043
              #region Last
            [Dense(1)]
              #endregion
            // the class
            partial class A;
            #endregion
            """,
            """
            #region Networks
            [Network]
            // the class
            partial class A
            {
                private static Tensor Define([Shape(2)] Tensor input) => input
            #pragma warning disable NETGEN043 // a gate
                    .Dense(3, Activation.Softmax)
            #pragma warning restore NETGEN043
              #region Last
                    .Dense(1);
              #endregion
            }
            #endregion
            """);
        // Those that enclose everything, or only modifiers, stay.
        Row(
            "#pragma warning disable NETGEN064\n[Network(2)]\n[Dense(2, Activation.Softmax)]\n#pragma warning restore NETGEN064\n#if !HIDDEN\npublic\n#endif\npartial class A;",
            "#pragma warning disable NETGEN064\n[Network]\n#pragma warning restore NETGEN064\n#if !HIDDEN\npublic\n#endif\npartial class A\n{\n    private static Tensor Define([Shape(2)] Tensor input) => input.Dense(2, Activation.Softmax);\n}");
    }

    /// <summary>It is the first member of the class.</summary>
    private void Bodies()
    {
        const string Method = "private static Tensor Define([Shape(2)] Tensor input) => input.Dense(1);";
        Body(" { }", $"\n{{\n    {Method}\n}}".Replace("\n{", " {"));
        Body("\n{\n}", $"\n{{\n    {Method}\n}}");
        Body("\n{\n    const int A1 = 1;\n}", $"\n{{\n    {Method}\n\n    const int A1 = 1;\n}}");
        Body("\n{\n\n  const int A1 = 1;\n}", $"\n{{\n  {Method}\n\n  const int A1 = 1;\n}}");
        Body(" { // members\n\tconst int A1 = 1; }", $" {{ // members\n\t{Method}\n\n\tconst int A1 = 1; }}");
        Body("\n{\n    // none\n}", $"\n{{\n    {Method}\n\n    // none\n}}");
        Body(" { const int A1 = 1; }", $" {{\n    {Method}\n    const int A1 = 1; }}");
        Body(" : System.IDisposable\n{\n    /// <inheritdoc/>\n    public void Dispose() { }\n}\n", $" : System.IDisposable\n{{\n    {Method}\n\n    /// <inheritdoc/>\n    public void Dispose() {{ }}\n}}\n");

        // Nested, with tabs.
        Row(
            "namespace N\n{\n\tpartial record Outer\n\t{\n\t\t[Network(2)]\n\t\t[Dense(3)]\n\t\t[Dense(1)]\n\t\tpartial class A;\n\t}\n}",
            "namespace N\n{\n\tpartial record Outer\n\t{\n\t\t[Network]\n\t\tpartial class A\n\t\t{\n\t\t\tprivate static Tensor Define([Shape(2)] Tensor input) => input\n\t\t\t\t.Dense(3)\n\t\t\t\t.Dense(1);\n\t\t}\n\t}\n}");
        Row(
            "partial struct Outer\n{\n  partial interface Inner\n  {\n    [Network(2)] [Dense(1)] internal partial class A\n    {\n    }\n  }\n}",
            "partial struct Outer\n{\n  partial interface Inner\n  {\n    [Network] internal partial class A\n    {\n      " + Method + "\n    }\n  }\n}");
    }

    /// <summary>Every name keeps its meaning.</summary>
    private void Names()
    {
        Row("[Network(A.Features)] [Dense(Units)] partial class A { public const int Units = 3; const int Features = 2; }", "[Network] partial class A {\n    private static Tensor Define([Shape(A.Features)] Tensor input) => input.Dense(Units);\n    public const int Units = 3; const int Features = 2; }");
        Row("[Network(2)] [Dense(input + A.input2)] partial class A { const int input = 3, input2 = 1; }", "[Network] partial class A {\n    private static Tensor Define([Shape(2)] Tensor input3) => input3.Dense(input + A.input2);\n    const int input = 3, input2 = 1; }");
        Add(
            "[NetGen.Network(2, Loss = NetGen.Loss.Huber)] [NetGen.Dense(1, NetGen.Activation.Tanh)] partial class A;\n",
            "[NetGen.Network(Loss = NetGen.Loss.Huber)] partial class A\n{\n    private static NetGen.Tensor Define([NetGen.Shape(2)] NetGen.Tensor input) => input.Dense(1, NetGen.Activation.Tanh);\n}\n");
        Add(
            "using L = NetGen.DenseAttribute;\nusing static NetGen.Activation;\n[NetGen.Network(2)] [L(1, Tanh)] partial class A;\n",
            "using L = NetGen.DenseAttribute;\nusing static NetGen.Activation;\n[NetGen.Network] partial class A\n{\n    private static NetGen.Tensor Define([NetGen.Shape(2)] NetGen.Tensor input) => input.Dense(1, Tanh);\n}\n");
        Row("[Network(2)] [Dense(1)] partial class A { struct Tensor; int Shape; }", "[Network] partial class A {\n    private static NetGen.Tensor Define([Shape(2)] NetGen.Tensor input) => input.Dense(1);\n    struct Tensor; int Shape; }");
        Row("[Network(2)] [Dense(1)] partial class A; class Tensor;", "[Network] partial class A\n{\n    private static NetGen.Tensor Define([Shape(2)] NetGen.Tensor input) => input.Dense(1);\n} class Tensor;");
    }

    private void Row(string before, string after) => Add($"using NetGen;\n{before}\n", $"using NetGen;\n{after}\n");

    private void Chain(string layers, string calls) =>
        Row($"[Network(1, 1, 2)] {layers} partial class A;", $"[Network] partial class A\n{{\n    private static Tensor Define([Shape(1, 1, 2)] Tensor input) => input{calls};\n}}");

    private void Body(string before, string after) => Row($"[Network(2)] [Dense(1)] partial class A{before}", $"[Network] partial class A{after}");
}
