namespace NetGen.CodeFixes.Tests;

/// <summary>Layers move to the declaration that carries <c>[Network]</c>.</summary>
public sealed class StrayLayerCases : Cases
{
    public StrayLayerCases()
    {
        // On one line, and on several lines.
        Move("[Network(2)] [Dense(1)] partial class A; [Dense(3)] partial class A;", "[Network(2)] [Dense(1)] [Dense(3)] partial class A; partial class A;");
        Move("[Dense(3)] partial class A; [Network(2), Dense(1)] partial class A;", "partial class A; [Network(2), Dense(1)] [Dense(3)] partial class A;");
        Move(
            """
            [Network(2)]
            [Dense(1)]
            public partial class A;

            [Dense(3, Activation.Relu, Name = "last")]
            public partial class A
            {
            }
            """,
            """
            [Network(2)]
            [Dense(1)]
            [Dense(3, Activation.Relu, Name = "last")]
            public partial class A;

            public partial class A
            {
            }
            """);
        Move("[Network(2)] partial class A; [Dense(1)] partial class A; [Dense(2)] partial class A; [Dense(3)] partial class A;", "[Network(2)] [Dense(1)] [Dense(2)] [Dense(3)] partial class A; partial class A; partial class A; partial class A;");

        // Attribute lists with other attributes, which stay.
        Move(
            "[Network(2)] partial class A; [Dense(1), System.Serializable, Dense(2), Dense(3)] partial class A;",
            "[Network(2)] [Dense(1)] [Dense(2)] [Dense(3)] partial class A; [System.Serializable] partial class A;");
        Move("[Network(2)] partial class A; [Dense(1), Dense(2), System.Serializable] partial class A;", "[Network(2)] [Dense(1)] [Dense(2)] partial class A; [System.Serializable] partial class A;");
        Move("[Network(2)] partial class A; [Dense(1), Dense(2)] [System.Serializable] partial class A;", "[Network(2)] [Dense(1)] [Dense(2)] partial class A; [System.Serializable] partial class A;");
        Move("[Network(2)] partial class A;\n[type: Dense(1)] [System.Serializable] [Dense(2)]\npartial class A;", "[Network(2)] [Dense(1)] [Dense(2)] partial class A;\n[System.Serializable]\npartial class A;");
        Move("[Network(2)] partial class A;\n[System.Serializable,\n Dense(1)]\npartial class A;", "[Network(2)] [Dense(1)] partial class A;\n[System.Serializable]\npartial class A;");

        // Comments of a layer move with it, those of the class stay.
        Move(
            """
            /// <summary>Reads.</summary>
            [Network(2)]
            [Dense(1)]   // one
            public partial class A;

            /// <remarks>Writes.</remarks>
            // the class
            [System.Serializable]
            // the second
            /* layer */
            [Dense(2)] // two
            // the class again
            public partial class A;
            """,
            """
            /// <summary>Reads.</summary>
            [Network(2)]
            [Dense(1)]   // one
            // the second
            /* layer */
            [Dense(2)] // two
            public partial class A;

            /// <remarks>Writes.</remarks>
            // the class
            [System.Serializable]
            // the class again
            public partial class A;
            """);
        Move(
            "[Network(2)] partial class A;\n/// <remarks>Says.</remarks>\n// the class\n[Dense(1)] // one\npartial class A;",
            "[Network(2)] [Dense(1)] // one\n partial class A;\n/// <remarks>Says.</remarks>\n// the class\npartial class A;");
        Move("[Network(2)] partial class A; [Dense(1 /* output */)] /* the class */ partial class A;", "[Network(2)] [Dense(1 /* output */)] partial class A; /* the class */ partial class A;");

        // Nested, indented, with tabs.
        Move(
            "namespace N\n{\n\tpartial struct Outer\n\t{\n\t\t[Network(2)]\n\t\t[Dense(1)]\n\t\tpartial class A;\n\n\t\t[Dense(3)]\n\t\tpartial class A;\n\t}\n}",
            "namespace N\n{\n\tpartial struct Outer\n\t{\n\t\t[Network(2)]\n\t\t[Dense(1)]\n\t\t[Dense(3)]\n\t\tpartial class A;\n\n\t\tpartial class A;\n\t}\n}");
        Move(
            "partial record Outer { [Network(2)] partial class A; }\npartial record Outer\n{\n    [Dense(1)]\n    partial class A;\n}",
            "partial record Outer { [Network(2)] [Dense(1)] partial class A; }\npartial record Outer\n{\n    partial class A;\n}");

        // Two networks at once.
        Move(
            "[Network(2)] partial class A; [Network(2)] partial class B; [Dense(1)] partial class A; [Dense(1)] partial class B;",
            "[Network(2)] [Dense(1)] partial class A; [Network(2)] [Dense(1)] partial class B; partial class A; partial class B;");

        // From other files, in their order, with names that are in scope at the target.
        Add("NETGEN022", "StrayLayerFix",
            [
                File("[Dense(1)] partial class A;"),
                "namespace Elsewhere;\n\n[NetGen.Network(2)]\npublic partial class B;\n\n[NetGen.Dense(3)]\npublic partial class B;\n",
                File("[Network(2)]\npartial class A;"),
                File("[Dense(2)]\npartial class A;"),
            ],
            [
                File("partial class A;"),
                "namespace Elsewhere;\n\n[NetGen.Network(2)]\n[NetGen.Dense(3)]\npublic partial class B;\n\npublic partial class B;\n",
                File("[Network(2)]\n[Dense(1)]\n[Dense(2)]\npartial class A;"),
                File("partial class A;"),
            ]);
        Between(
            "using NetGen;\nnamespace N { [Dense(A.Units, Activation.Relu, Name = nameof(A), UseBias = true)] partial class A { const int Units = 4; } }\n",
            "using NetGen;\nnamespace N { partial class A { const int Units = 4; } }\n",
            "NetGen.Dense(A.Units, NetGen.Activation.Relu, Name = nameof(A), UseBias = true)");
        Between(
            "using L = NetGen.DenseAttribute;\nusing F = NetGen.Activation;\nusing static Numbers;\nnamespace N { [L(Four + Units + Numbers.Four, activation: F.Relu)] partial class A { const int Units = 4; } }\nstatic class Numbers { public const int Four = 4; }\n",
            "using L = NetGen.DenseAttribute;\nusing F = NetGen.Activation;\nusing static Numbers;\nnamespace N { partial class A { const int Units = 4; } }\nstatic class Numbers { public const int Four = 4; }\n",
            "NetGen.Dense(Numbers.Four + Units + Numbers.Four, activation: NetGen.Activation.Relu)");
        Between(
            "using static NetGen.Activation;\nnamespace N { [NetGen.DenseAttribute(3, Relu)] partial class A; }\n",
            "using static NetGen.Activation;\nnamespace N { partial class A; }\n",
            "NetGen.DenseAttribute(3, NetGen.Activation.Relu)");
    }

    private void Move(string before, string after) => Add("NETGEN022", "StrayLayerFix", [File(before)], [File(after)]);

    /// <summary>From a file with usings to one without.</summary>
    private void Between(string before, string after, string layer) => Add("NETGEN022", "StrayLayerFix",
        ["namespace N\n{\n    [NetGen.Network(2)]\n    partial class A;\n}\n", before],
        [$"namespace N\n{{\n    [NetGen.Network(2)]\n    [{layer}]\n    partial class A;\n}}\n", after]);
}
