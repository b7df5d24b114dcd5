using System.Text;
using NetGen.Training;

namespace NetGen.Pictures;

/// <summary>A training in one HTML page: network, settings, curves, evaluation, confusion matrices, weights. It needs no other file, no connection and no script; the same content gives the same bytes.</summary>
/// <remarks>Everything but the title is optional; sections without content are left out. All text is escaped.</remarks>
/// <param name="title">The title of the page.</param>
public sealed class TrainingReport(string title)
{
    /// <summary>The title of the page.</summary>
    public string Title { get; } = title ?? throw new ArgumentNullException(nameof(title));

    /// <summary>Names and values of what the training was started with, as <c>("Seed", "1")</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>Names and values of what was measured, besides the <see cref="Evaluation"/>.</summary>
    public IReadOnlyList<(string Name, string Value)> Metrics { get; init; } = [];

    /// <summary>The network: a table of its layers, and a picture of what feeds what.</summary>
    public NetworkSummary? Network { get; init; }

    /// <summary>Runs with their names, drawn in one chart.</summary>
    public IReadOnlyList<(string Name, TrainingHistory History)> Runs { get; init; } = [];

    /// <summary>The scale of the losses in the chart.</summary>
    public LossScale LossScale { get; init; }

    /// <summary>Loss and accuracy, and a confusion matrix with precision and recall for each output whose targets are classes.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Names of the classes, for outputs with as many classes; empty for none.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Further pictures, as of <see cref="FilterPicture.ToFilterPicture(ParameterBlock, string, int)"/> or <see cref="NeuronPicture.ToNeuronPicture{TNetwork}(TNetwork, NeuronOptions?)"/>.</summary>
    public IReadOnlyList<Picture> Pictures { get; init; } = [];

    /// <summary>The page as text.</summary>
    /// <exception cref="ArgumentException">There are class names, but no output has as many classes; or a layer of the network reads what is not there.</exception>
    /// <exception cref="InvalidOperationException">An output has more than 46,340 classes, whose pairs are too many for a matrix.</exception>
    public string ToHtml() => new ReportPage(this).ToString();

    /// <summary>Writes the page, atomically: a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="ArgumentException">There are class names, but no output has as many classes; or a layer of the network reads what is not there.</exception>
    /// <exception cref="InvalidOperationException">An output has more than 46,340 classes, whose pairs are too many for a matrix.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public void WriteHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] page = Encoding.UTF8.GetBytes(ToHtml());
        AtomicFile.Write(path, stream => stream.Write(page));
    }
}
