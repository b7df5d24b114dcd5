using NetGen;

namespace CartPole;

/// <summary>Chooses a push (the actor) and estimates how long the pole will stay up (the critic), from features that both share. No output has a loss: the learner computes its own.</summary>
[Network]
public sealed partial class ActorCritic
{
    private static (Tensor push, Tensor value) Define([Shape(Cart.StateLength)] Tensor state)
    {
        Tensor features = state.Dense(64, Activation.Tanh).Dense(64, Activation.Tanh);
        return (features.Dense(2, name: "push"), features.Dense(1, name: "value"));
    }
}
