using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes kernels one after another, each with its sentence; as a list where they are too many for one method.</summary>
/// <param name="lists">The lists that have been requested, each once.</param>
/// <param name="callsWrittenOut">The most calls in a method.</param>
internal sealed class PassWriter(CodeWriter writer, CallWriter calls, CallLists lists, int callsWrittenOut)
{
    public CallWriter Calls => calls;

    /// <summary>Whether some kernels are written as a list.</summary>
    public bool IsList(IReadOnlyCollection<Kernel> kernels) => kernels.Count > callsWrittenOut;

    /// <summary>Whether some kernels have a method of their own.</summary>
    private bool IsApart(KernelRun run) => IsList(run.Kernels) || (run.IsShared && run.Kernels.Count >= Limits.CallsApart);

    /// <summary>Declares a local for each memory that some kernels use.</summary>
    public void Locals(IEnumerable<Kernel> kernels)
    {
        foreach (Storage storage in kernels.SelectMany(kernel => kernel.Locations).Select(location => location.Storage).OfType<Storage>().Distinct())
            writer.Line(calls.Declaration(storage));
    }

    /// <summary>Declares locals for the memory of the kernels that are written out, and of some that always are.</summary>
    public void Locals(IEnumerable<KernelRun> runs, params Kernel[] others) =>
        Locals(runs.Where(run => !IsApart(run)).SelectMany(run => run.Kernels).Concat(others));

    /// <summary>Writes kernels in place, or a call of the method that contains them.</summary>
    public void Emit(KernelRun run)
    {
        if (IsList(run.Kernels))
            writer.Line(lists.Call(calls, run.Name, [[.. run.Kernels.Select(ListedKernel.Of)]], run.Parameters));
        else if (IsApart(run))
            writer.Line(lists.Call(run, () =>
            {
                Locals(run.Kernels);
                Emit(run.Kernels);
            }));
        else
            Emit(run.Kernels);
    }

    /// <summary>Writes the call that runs one section of a list.</summary>
    /// <param name="argument">The section.</param>
    public string Sections(string name, Parameter[] parameters, Parameter section, string argument, IReadOnlyList<IReadOnlyList<ListedKernel>> sections) =>
        lists.Call(calls, name, sections, parameters, section, argument);

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

    /// <param name="scale">The factor of the loss's gradient.</param>
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
