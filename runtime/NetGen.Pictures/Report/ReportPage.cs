using System.Text;
using NetGen.Training;

namespace NetGen.Pictures;

/// <summary>The page of a report, section by section. It is well-formed XML too.</summary>
internal sealed class ReportPage(TrainingReport report)
{
    /// <summary>Smaller than this share of its size, the text of a picture is hard to read: then the picture scrolls.</summary>
    private const double SmallestScale = 0.7;

    private readonly StringBuilder _sections = new();

    public override string ToString()
    {
        _sections.Clear();
        AddPairs("Settings", "Setting", report.Settings);
        AddNetwork();
        AddTraining();
        AddEvaluation();
        AddPairs("Metrics", "Metric", report.Metrics);
        AddPictures();
        return $"""
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <link rel="icon" href="data:,"/>
            <title>{Xml.Escape(report.Title)}</title>
            <style>
            {ReportStyle.Css}{PictureStyle.Css}</style>
            </head>
            <body>
            <main>
            <h1>{Xml.Escape(report.Title)}</h1>
            {_sections}</main>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private void AddPairs(string heading, string name, IReadOnlyList<(string Name, string Value)> pairs)
    {
        if (pairs is [])
            return;
        var table = new HtmlTable(heading, hasCaption: false, "ll", name, "Value");
        foreach ((string key, string value) in pairs)
            table.Add(key, value);
        AddHeading(heading);
        _sections.Append(table);
    }

    private void AddNetwork()
    {
        if (report.Network is not { } network)
            return;
        AddHeading("Network");
        bool isChain = network.Layers.All(layer => layer.From is []);
        var table = new HtmlTable($"Layers of {network.Network}", hasCaption: true, isChain ? "llrrr" : "lllrrr", [.. isChain ? (string[])["Layer", "Kind"] : ["Layer", "Kind", "From"], "Output shape", "Parameters", "Multiply-adds"]);
        foreach (LayerSummary layer in network.Layers)
            table.Add([layer.Name, layer.Kind, .. From(string.Join(", ", layer.From)), layer.OutputShape, Xml.Count(layer.Parameters), Xml.Count(layer.MultiplyAdds)]);
        table.AddTotal(["Total", "", .. From(""), "", Xml.Count(network.Parameters), Xml.Count(network.MultiplyAdds)]);
        _sections.Append(table);
        AddFigure(network.ToPicture());

        string[] From(string text) => isChain ? [] : [text];
    }

    private void AddTraining()
    {
        if (report.Runs is [])
            return;
        AddHeading("Training");
        AddFigure(TrainingChart.ToPicture(report.LossScale, report.Runs));
        var table = new HtmlTable("Last epoch of each run", hasCaption: true, "lrrrrr", "Run", "Epochs", "Loss", "Validation loss", "Accuracy", "Seconds");
        foreach ((string name, TrainingHistory history) in report.Runs)
            if (history.Epochs is [.., var last])
                table.Add(name, Xml.Count(history.Epochs.Count), Xml.Value(last.Loss), Xml.Value(last.ValidationLoss), Xml.Percent(last.ValidationAccuracy), Xml.Value(history.Seconds));
            else
                table.Add(name, "0", "–", "–", "–", "–");
        _sections.Append(table);
    }

    private void AddEvaluation()
    {
        if (report.Evaluation is not { } evaluation)
            return;
        AddHeading("Evaluation");
        var table = new HtmlTable($"{Xml.Count(evaluation.Count)} samples", hasCaption: true, "lrr", "Output", "Loss", "Accuracy");
        // Sorted, since a dictionary promises no order.
        OutputEvaluation[] outputs = [.. evaluation.Outputs.Values.OrderBy(output => output.Name, StringComparer.Ordinal)];
        foreach (OutputEvaluation output in outputs)
            table.Add(output.Name, Xml.Value(output.Loss), Xml.Percent(output.Accuracy));
        if (outputs.Length > 1)
            table.AddTotal("Total", Xml.Value(evaluation.Loss), "");
        _sections.Append(table);

        OutputEvaluation[] classified = [.. outputs.Where(output => output.HasClasses)];
        if (report.ClassNames.Count > 0 && classified.Length > 0 && !classified.Any(output => output.ConfusionMatrix.Classes == report.ClassNames.Count))
            throw new ArgumentException($"There are {report.ClassNames.Count} class names; {string.Join(", ", classified.Select(output => $"{output.Name} has {output.ConfusionMatrix.Classes} classes"))}. Give a name for each class, or none.");
        foreach (OutputEvaluation output in classified)
            AddClasses(output, outputs.Length > 1 ? $" of {output.Name}" : "");
    }

    private void AddClasses(OutputEvaluation output, string suffix)
    {
        ConfusionMatrix matrix = output.ConfusionMatrix;
        IReadOnlyList<string> names = ConfusionPicture.NamesOf(matrix, matrix.Classes == report.ClassNames.Count ? report.ClassNames : null);
        AddHeading($"Confusion matrix{suffix}");
        AddFigure(matrix.ToPicture(names));
        var table = new HtmlTable($"Classes{suffix}", hasCaption: true, "lrrr", "Class", "Samples", "Precision", "Recall");
        for (int label = 0; label < matrix.Classes; label++)
            table.Add(names[label], Xml.Count(Enumerable.Range(0, matrix.Classes).Sum(predicted => (long)matrix[label, predicted])), Xml.Percent(matrix.Precision(label)), Xml.Percent(matrix.Recall(label)));
        _sections.Append(table);
    }

    private void AddPictures()
    {
        if (report.Pictures is [])
            return;
        AddHeading("Weights and neurons");
        foreach (Picture picture in report.Pictures)
            AddFigure(picture);
    }

    private void AddHeading(string text) => _sections.Append($"<h2>{Xml.Escape(text)}</h2>\n");

    private void AddFigure(Picture picture)
    {
        string smallest = Xml.Number(Math.Floor(picture.Width * SmallestScale));
        _sections.Append($"<figure role=\"region\" aria-label=\"{Xml.Escape(picture.Title)}\" tabindex=\"0\" style=\"--smallest:{smallest}px\">\n{picture.ToElement()}</figure>\n");
    }
}
