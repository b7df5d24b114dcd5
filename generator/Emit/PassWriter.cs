using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes kernels in order.</summary>
internal sealed class PassWriter(CodeWriter writer, CallWriter calls)
{
    public CallWriter Calls => calls;

    /// <summary>Names the memory that some kernels use, each once.</summary>
    public void Locals(IEnumerable<Kernel> kernels)
    {
        foreach (Storage storage in kernels.SelectMany(kernel => kernel.Places).Select(place => place.Storage).OfType<Storage>().Distinct())
            writer.Line(calls.Declaration(storage));
    }

    /// <summary>Consecutive kernels that take one sample at a time share a loop, so that each finds the last one's results in the nearest cache.</summary>
    public void Emit(IReadOnlyList<Kernel> kernels)
    {
        for (int i = 0; i < kernels.Count; i++)
        {
            if (!calls.IsBlock || kernels[i].Scope != Scope.Sample)
            {
                Emit(kernels[i]);
                continue;
            }
            using (writer.Block("for (int row = 0; row < rows; row++)"))
                for (; i < kernels.Count && kernels[i].Scope == Scope.Sample; i++)
                    Emit(kernels[i]);
            i--;
        }
    }

    public void Emit(Kernel kernel)
    {
        Comment(kernel);
        kernel.Call(calls);
    }

    /// <param name="scale">What the loss's gradient is multiplied by.</param>
    public void Emit(LossKernel loss, string scale)
    {
        Comment(loss);
        loss.Call(calls, scale);
    }

    public void Comment(Kernel kernel)
    {
        if (kernel.Sentence.Length > 0)
            writer.Line($"// {kernel.Sentence}");
    }
}
