using NetGen.Damage;

namespace NetGen.Tests.Weights;

/// <summary>Short runs of <c>tests/NetGen.Damage</c>, which can damage any number of files and kill any number of saves.</summary>
public class DamageTests
{
    [Fact]
    public void Ten_thousand_damaged_weight_files_load_or_are_rejected()
    {
        ILookup<Outcome, Outcome> outcomes = DamagedWeights.Run(10_000, seed: 20).ToLookup(outcome => outcome);
        // The damage must reach every stage of loading.
        Assert.True(outcomes[Outcome.Read].Count() > 500, "few loaded");
        Assert.True(outcomes[Outcome.Different].Count() > 300, "few were of another network");
        Assert.True(outcomes[Outcome.Rejected].Count() > 5000, "few were damaged");
    }

    [Fact]
    public void Ten_thousand_damaged_IDX_files_load_or_are_rejected()
    {
        ILookup<Outcome, Outcome> outcomes = DamagedIdx.Run(10_000, seed: 20).ToLookup(outcome => outcome);
        Assert.True(outcomes[Outcome.Read].Count() > 1000, "few were read");
        Assert.True(outcomes[Outcome.Rejected].Count() > 5000, "few were damaged");
    }

    [Fact]
    public void Killed_saves_leave_an_intact_file_and_the_next_save_cleans_up()
    {
        Outcome[] outcomes = [.. KilledSaves.Run(count: 5, seed: 20)];
        Assert.Contains(Outcome.Leftover, outcomes);
    }
}
