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
        for (int i = 0, end; i < kernels.Count; i = end)
        {
            bool bySamples = IsBySamples(kernels[i]);
            for (end = i + 1; end < kernels.Count && IsBySamples(kernels[end]) == bySamples;)
                end++;
            Kernel[] alike = [.. kernels.Skip(i).Take(end - i)];
            if (!bySamples)
                EmitGuarded(alike);
            else if (alike.All(kernel => kernel.For == alike[0].For))
                calls.Guarded(alike[0].For, () => OverRows([.. alike.Select(kernel => kernel with { For = null })]));
            else
                OverRows(alike);
        }
    }

    /// <summary>Writes calls one after another, each with its sentence; those that are needed for the same layers have one condition.</summary>
    private void EmitGuarded(IReadOnlyList<Kernel> kernels)
    {
        for (int i = 0, end; i < kernels.Count; i = end)
        {
            TrainedLayers? layers = kernels[i].For;
            for (end = i + 1; end < kernels.Count && kernels[end].For == layers;)
                end++;
            IEnumerable<Kernel> run = kernels.Skip(i).Take(end - i);
            calls.Guarded(layers, () =>
            {
                foreach (Kernel kernel in run)
                    Emit(kernel);
            });
        }
    }

    private void OverRows(IReadOnlyList<Kernel> kernels)
    {
        using (writer.Block("for (int row = 0; row < rows; row++)"))
            EmitGuarded(kernels);
    }

    private bool IsBySamples(Kernel kernel) => calls.IsBlock && kernel.Scope == Scope.Sample;

    public void Emit(Kernel kernel)
    {
        Comment(kernel);
        kernel.Call(calls);
    }

    /// <summary>Writes the loss of an evaluation.</summary>
    public void EmitUnscaled(LossKernel loss)
    {
        Comment(loss);
        loss.CallUnscaled(calls);
    }

    public void Comment(Kernel kernel)
    {
        if (kernel.Sentence.Length > 0)
            writer.Line($"// {kernel.Sentence}");
    }
}
