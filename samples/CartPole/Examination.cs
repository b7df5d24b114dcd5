using NetGen;

namespace CartPole;

/// <summary>Episodes in which the likelier push is taken.</summary>
internal static class Examination
{
    public static double MeanSteps(ActorCritic network, int episodes, ulong seed)
    {
        var cart = new Cart(new SeededRandom(seed));
        float[] state = new float[Cart.StateLength], output = new float[ActorCritic.OutputLength];
        int steps = 0;
        for (int episode = 0; episode < episodes; episode++)
        {
            for (cart.Reset(); !cart.HasFallen && cart.Steps < Cart.LongestEpisode;)
            {
                cart.Observe(state);
                network.Forward(state, output);
                cart.Push(Learner.ProbabilityOfRight(output) > 0.5f);
            }
            steps += cart.Steps;
        }
        return (double)steps / episodes;
    }
}
