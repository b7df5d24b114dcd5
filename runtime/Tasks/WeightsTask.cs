using Microsoft.Build.Framework;

namespace NetGen.Tasks;

/// <summary>A task over the project's <c>NetGenWeights</c> items, which reports all errors in them to MSBuild, not only the first.</summary>
public abstract class WeightsTask : ITask
{
    private bool _failed;

    /// <inheritdoc/>
    public IBuildEngine BuildEngine { get; set; } = null!;

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The project's weights files.</summary>
    [Required]
    public ITaskItem[] Weights { get; set; } = [];

    /// <inheritdoc/>
    public bool Execute()
    {
        Run();
        return !_failed;
    }

    private protected abstract void Run();

    private protected void Fail(string code, string file, string message)
    {
        _failed = true;
        BuildEngine.LogErrorEvent(new(subcategory: null, code, file, 0, 0, 0, 0, message, helpKeyword: null, senderName: GetType().Name));
    }
}
