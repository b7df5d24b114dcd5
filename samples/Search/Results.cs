using System.Globalization;

namespace Search;

/// <summary>Scores by name, in a file with a line for each, so that a search that was interrupted continues after what it has.</summary>
/// <param name="path">The file.</param>
internal sealed class Results(string path)
{
    private readonly Lock _use = new();

    private readonly Dictionary<string, Score> _scores = File.Exists(path)
        ? File.ReadAllLines(path).Where(line => line.Length > 0).Select(line => line.Split(',', 2)).ToDictionary(parts => parts[0], parts => Score.Parse(parts[1]))
        : [];

    /// <summary>Finds the score of a name: the one in the file, or a new one, which is added to it.</summary>
    public void Add(string name, Func<Score> find)
    {
        lock (_use)
            if (_scores.ContainsKey(name))
                return;
        Score score = find();
        lock (_use)
        {
            _scores[name] = score;
            File.AppendAllText(path, $"{name},{score}\n");
        }
        Console.WriteLine($"  {name} is done.");
    }

    /// <summary>The scores, the best first.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{"Network",-24} {"Loss",10} {"Accuracy",9} {"Parameters",11}",
        .. _scores.OrderBy(each => each.Value.Loss).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each =>
            string.Create(CultureInfo.InvariantCulture, $"{each.Key,-24} {each.Value.Loss,10:F5} {100 * each.Value.Accuracy,7:F1} % {each.Value.Parameters,11:N0}")),
    ]);
}
