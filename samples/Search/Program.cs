// Searches over the sizes of layers, which are constants of a build: over classes that are declared, and over builds of one class.
//   dotnet run -c Release --project samples/Search -- [--hidden 4,8,16] [--restart]
using System.Globalization;
using Search;

string list = args.SkipWhile(argument => argument != "--hidden").Skip(1).FirstOrDefault() ?? "4,8,16,32";
int[] sizes = [.. list.Split(',').Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= 1024 ? size : 0)];
if (sizes.Contains(0))
{
    Console.Error.WriteLine($"--hidden must be sizes from 1 to 1,024 with commas between them, not '{list}'.");
    return 2;
}

string file = Path.Combine(AppContext.BaseDirectory, "results.csv");
if (args.Contains("--restart"))
    File.Delete(file);
var results = new Results(file);
var twoAtATime = new ParallelOptions { MaxDegreeOfParallelism = 2 };

Console.WriteLine("Classes that are declared:");
Parallel.Invoke(
    twoAtATime,
    () => results.Add("Small", Scoring.Score<Small>),
    () => results.Add("Wide", Scoring.Score<Wide>),
    () => results.Add("Deep", Scoring.Score<Deep>));

Console.WriteLine("Builds of one class with other constants:");
Builds.Restore();
Parallel.ForEach(sizes, twoAtATime, size => results.Add($"Candidate of {size}", () => Builds.Score(size)));

Console.WriteLine($"\n{results}");
return 0;
