using NetGen.Damage;

namespace NetGen.Tests.Weights;

/// <summary>Short runs of <c>tests/NetGen.Damage</c>, which damages as many files and kills as many saves as wanted.</summary>
public class DamageTests
{
    [Fact]
    public void Ten_thousand_damaged_files_of_weights_load_or_are_refused()
    {
        ILookup<Outcome, Outcome> outcomes = DamagedWeights.Run(10_000, seed: 20).ToLookup(outcome => outcome);
        // The damage should reach every stage.
        Assert.True(outcomes[Outcome.Read].Count() > 500, "few loaded");
        Assert.True(outcomes[Outcome.Different].Count() > 300, "few were of another network");
        Assert.True(outcomes[Outcome.Refused].Count() > 5000, "few were damaged");
    }

    [Fact]
    public void Ten_thousand_damaged_IDX_files_are_read_or_are_refused()
    {
        ILookup<Outcome, Outcome> outcomes = DamagedIdx.Run(10_000, seed: 20).ToLookup(outcome => outcome);
        Assert.True(outcomes[Outcome.Read].Count() > 1000, "few were read");
        Assert.True(outcomes[Outcome.Refused].Count() > 5000, "few were damaged");
    }

    [Fact]
    public void Killed_saves_leave_a_whole_file_and_what_the_next_one_clears()
    {
        Outcome[] outcomes = [.. KilledSaves.Run(count: 5, seed: 20)];
        Assert.Contains(Outcome.Leftover, outcomes);
    }
}
