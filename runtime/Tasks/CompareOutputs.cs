using System.Reflection;
using Microsoft.Build.Framework;

namespace NetGen.Tasks;

/// <summary>Says how far the outputs of a network with fewer bits differ from those of the trained one, for samples that the project names; it runs both in the assembly that was built.</summary>
public sealed class CompareOutputs : ITask
{
    private const string Network = "Network", Quantized = "Quantized", Weights = "Weights";

    /// <inheritdoc/>
    public IBuildEngine BuildEngine { get; set; } = null!;

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>Files of samples, each with the full names of the two classes, and the file of the trained weights.</summary>
    [Required]
    public ITaskItem[] Calibrations { get; set; } = [];

    /// <summary>The assembly that was built.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The assemblies that are copied next to it.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The file to which the results are written, too.</summary>
    [Required]
    public string Report { get; set; } = "";

    /// <inheritdoc/>
    public bool Execute()
    {
        if (BuiltAssembly.Load(Assembly, References.Select(reference => reference.ItemSpec)) is not { } built)
        {
            Say("NetGenCalibration is skipped: this MSBuild runs on .NET Framework, which can't load the assembly; dotnet build can.");
            return true;
        }
        using (built)
        {
            string?[] lines = [.. Calibrations.Select(calibration => Compare(calibration, built))];
            if (lines.Contains(null))
                return false;
            File.WriteAllLines(Report, lines!);
            return true;
        }
    }

    /// <summary>The result for a file; null if there is none, which is logged as an error.</summary>
    private string? Compare(ITaskItem calibration, BuiltAssembly built)
    {
        foreach (string name in new[] { Network, Quantized, Weights })
            if (calibration.GetMetadata(name).Length == 0)
                return Fail(calibration, $"it has no {name}; write <NetGenCalibration Include=\"{calibration.ItemSpec}\" Network=\"Digits.Reader\" Quantized=\"Digits.SmallReader\" Weights=\"reader.safetensors\" />, with the full names of two classes and the file of the trained weights");
        try
        {
            Type[] classes = [built.Find(calibration.GetMetadata(Network)), built.Find(calibration.GetMetadata(Quantized))];
            MethodInfo compare = built.FindInRuntime("NetGen.Quantization").GetMethod("CompareFiles")!.MakeGenericMethod(classes);
            string line = $"{calibration.GetMetadata(Quantized)} instead of {calibration.GetMetadata(Network)}: {compare.Invoke(null, [Path.GetFullPath(calibration.GetMetadata(Weights)), calibration.GetMetadata("FullPath")])}";
            Say(line);
            return line;
        }
        catch (Exception fault) when (fault is TargetInvocationException or ArgumentException or IOException)
        {
            // What the networks throw: a file that can't be read or doesn't fit, classes that differ.
            return Fail(calibration, (fault.InnerException ?? fault).Message);
        }
    }

    private string? Fail(ITaskItem calibration, string reason)
    {
        BuildEngine.LogErrorEvent(new(subcategory: null, "NETGEN106", calibration.GetMetadata("FullPath"), 0, 0, 0, 0, $"The calibration with {calibration.ItemSpec} failed: {reason}", helpKeyword: null, senderName: GetType().Name));
        return null;
    }

    private void Say(string message) => BuildEngine.LogMessageEvent(new(message, helpKeyword: null, senderName: GetType().Name, MessageImportance.High));
}
