namespace NetGen.Package;

/// <summary>The project templates, installed from the package.</summary>
[Collection(nameof(LocalFeed))]
public class TemplateTests(LocalFeed feed)
{
    [LongFact]
    public void A_new_project_trains_and_classifies()
    {
        string folder = feed.NewFolder("Templates");
        feed.DotNet(folder, "new", "install", "NetGen.Templates", "--force");

        feed.DotNet(folder, "new", "netgen-classifier", "-o", "Fruit");
        string trained = feed.DotNet(folder, "run", "-c", "Release", "--project", "Fruit");
        Assert.Matches(@"On unseen samples: loss 0\.\d+, accuracy (9\d\.\d+|100\.00) % of 75 samples", trained);
        Assert.Contains("0 = apple, 1 = lemon, 2 = orange", trained);

        Assert.Matches(@"^lemon: (9\d\.\d|100\.0) ?%", feed.DotNet(folder, "run", "-c", "Release", "--no-build", "--project", "Fruit", "--", "5.7", "7.9", "121", "7.4"));
        Assert.Contains("The command line has 3 inputs and Classifier.cs 4", feed.DotNetFails(folder, "run", "-c", "Release", "--no-build", "--project", "Fruit", "--", "5.7", "7.9", "121"));
        Assert.Contains("has 'heavy' where a number is expected", feed.DotNetFails(folder, "run", "-c", "Release", "--no-build", "--project", "Fruit", "--", "5.7", "7.9", "heavy", "7.4"));
    }

    /// <summary>A table that does not fit the network gives an error that says what to change; and a project of any name compiles, even that of the network's class.</summary>
    [LongFact]
    public void A_table_that_does_not_fit_says_what_to_change()
    {
        string folder = feed.NewFolder("Own");
        feed.DotNet(folder, "new", "install", "NetGen.Templates", "--force");
        feed.DotNet(folder, "new", "netgen-classifier", "-o", "Older", "--Framework", "net9.0");
        Assert.Contains("<TargetFramework>net9.0</TargetFramework>", File.ReadAllText(Path.Combine(folder, "Older", "Older.csproj")));

        feed.DotNet(folder, "new", "netgen-classifier", "-n", "Classifier");
        string project = Path.Combine(folder, "Classifier");
        File.WriteAllText(Path.Combine(project, "data.csv"), "a,b,c,d,kind\n1,2,3,4,one\n2,3,4,5,two\n");
        string[] run = ["run", "-c", "Release", "--project", "Classifier"];
        Assert.Contains("data.csv has 2 classes and Classifier.cs 3: write [Dense(2, Activation.Softmax)] there.", feed.DotNetFails(folder, run));
        File.WriteAllText(Path.Combine(project, "data.csv"), "a,b,c,d,kind\n1,2,3,4,one\n2,3,five,5,two\n");
        Assert.Contains("data.csv, sample 2, has 'five' where a number is expected.", feed.DotNetFails(folder, run));
    }
}
