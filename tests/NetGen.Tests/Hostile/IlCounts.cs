using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;

namespace NetGen.Tests.Hostile;

/// <summary>The counts that decide whether the JIT optimises a method: its instructions, references to locals (those with an index of 256 or more count double), and branches, each of which ends a basic block and starts another.</summary>
internal sealed record IlCounts(int Instructions, int LocalReferences, int Branches)
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static IlCounts Of(ImmutableArray<byte> code)
    {
        int instructions = 0, locals = 0, branches = 0;
        ReadOnlySpan<byte> rest = code.AsSpan();
        while (!rest.IsEmpty)
        {
            bool wide = rest[0] == 0xFE;
            OpCode opCode = OpCodesByValue[wide ? 0xFE00 | rest[1] : rest[0]];
            rest = rest[(wide ? 2 : 1)..];
            instructions++;
            if (opCode.Name!.StartsWith("ldloc", StringComparison.Ordinal) || opCode.Name.StartsWith("stloc", StringComparison.Ordinal))
                locals += opCode.OperandType == OperandType.InlineVar ? 2 : 1;
            if (opCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch)
                branches++;
            rest = rest[OperandSize(opCode, rest)..];
        }
        return new(instructions, locals, branches);
    }

    private static int OperandSize(OpCode opCode, ReadOnlySpan<byte> operand) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(operand),
        _ => 4,
    };
}
