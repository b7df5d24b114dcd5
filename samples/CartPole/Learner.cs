using NetGen;
using NetGen.Training;

namespace CartPole;

/// <summary>Advantage actor-critic over several carts at once: each update uses some steps of all of them. Values of the states that follow come from a slowly moving copy of the network, so that the critic does not chase its own estimates.</summary>
internal sealed class Learner
{
    private const int Carts = 16, StepsOfUpdate = 32, Samples = Carts * StepsOfUpdate;
    private const float Discount = 0.99f, Trace = 0.95f, ValueWeight = 0.5f, EntropyWeight = 0.001f, TargetRate = 0.02f, LargestGradient = 0.5f;

    private readonly ActorCritic _network, _target;
    private readonly Adam _optimizer = new();
    private readonly SeededRandom _random;
    private readonly Cart[] _carts;
    private readonly Workspace _workspace = ActorCritic.CreateWorkspace(Samples);
    // One row for each cart and step, in the order of the steps; one step more of states, for the value of what follows.
    private readonly float[] _states = new float[(Samples + Carts) * Cart.StateLength], _outputs = new float[Samples * ActorCritic.OutputLength];
    private readonly float[] _gradients = new float[Samples * ActorCritic.OutputLength], _values = new float[(Samples + Carts) * ActorCritic.OutputLength], _advantages = new float[Samples];
    private readonly bool[] _pushedRight = new bool[Samples], _ended = new bool[Samples], _fell = new bool[Samples];

    public Learner(ulong seed)
    {
        _random = new(seed);
        _network = new(seed);
        _target = _network.Clone();
        _carts = [.. Enumerable.Range(0, Carts).Select(_ => new Cart(_random))];
        foreach (Cart cart in _carts)
            cart.Reset();
    }

    /// <summary>The network as trained so far.</summary>
    public ActorCritic Network => _network;

    /// <summary>The episodes that have ended.</summary>
    public int Episodes { get; private set; }

    /// <summary>Moves every cart by some steps and improves the network with them.</summary>
    public void Update(double learningRate)
    {
        _optimizer.LearningRate = learningRate;
        Collect();
        Estimate();
        _network.ForwardTraining(_states.AsSpan(0, Samples * Cart.StateLength), _outputs, _workspace);
        for (int i = 0; i < Samples; i++)
            Differentiate(i);
        _network.Backward(_states.AsSpan(0, Samples * Cart.StateLength), _gradients, _workspace);
        Clip(_workspace.Gradients.Values);
        _optimizer.Step(_network.Parameters, _workspace.Gradients);
        _target.Parameters.Lerp(_network.Parameters, TargetRate);
    }

    /// <summary>The probability of a push to the right.</summary>
    public static float ProbabilityOfRight(ReadOnlySpan<float> output) => 1 / (1 + MathF.Exp(output[0] - output[1]));

    private void Collect()
    {
        Span<float> output = stackalloc float[ActorCritic.OutputLength];
        for (int i = 0; i < Samples; i++)
        {
            Cart cart = _carts[i % Carts];
            Span<float> state = State(i);
            cart.Observe(state);
            _network.Forward(state, output);
            cart.Push(_pushedRight[i] = _random.NextSingle() < ProbabilityOfRight(output));
            _fell[i] = cart.HasFallen;
            _ended[i] = cart.HasFallen || cart.Steps == Cart.LongestEpisode;
            if (_ended[i])
            {
                Episodes++;
                cart.Reset();
            }
        }
        for (int i = 0; i < Carts; i++)
            _carts[i].Observe(State(Samples + i));
    }

    /// <summary>The advantage of each push over what the critic expected: differences of successive values, summed with decreasing weights (Schulman et al. 2016).</summary>
    private void Estimate()
    {
        for (int i = 0; i < Samples + Carts; i++)
            _target.Forward(State(i), _values.AsSpan(i * ActorCritic.OutputLength, ActorCritic.OutputLength));
        for (int i = Samples - 1; i >= 0; i--)
        {
            bool isLast = i >= Samples - Carts;
            // Where an episode ended at the limit, the pole would have stayed up: its own value stands for what follows.
            float next = _fell[i] ? 0 : _ended[i] ? ValueOf(i) : ValueOf(i + Carts);
            float difference = 1 + Discount * next - ValueOf(i);
            _advantages[i] = difference + (isLast || _ended[i] ? 0 : Discount * Trace * _advantages[i + Carts]);
        }
    }

    /// <summary>∂loss/∂output of a sample's mean loss: −A·ln π(push) − EntropyWeight·H(π) + ValueWeight·½(V − (A + V′))², where V′ is the target network's value.</summary>
    private void Differentiate(int i)
    {
        ReadOnlySpan<float> output = _outputs.AsSpan(i * ActorCritic.OutputLength, ActorCritic.OutputLength);
        Span<float> gradient = _gradients.AsSpan(i * ActorCritic.OutputLength, ActorCritic.OutputLength);
        float right = ProbabilityOfRight(output), left = 1 - right;
        float policy = Scale * _advantages[i] * (right - (_pushedRight[i] ? 1 : 0));
        float entropy = EntropyWeight * right * left * (output[1] - output[0]);
        (gradient[0], gradient[1]) = (-(policy + entropy) / Samples, (policy + entropy) / Samples);
        gradient[2] = ValueWeight * Scale * (output[2] - (_advantages[i] + ValueOf(i))) / Samples;
    }

    /// <summary>Advantages are about as large as the time of the discount, 1 / (1 − Discount) steps.</summary>
    private const float Scale = 0.1f;

    private static void Clip(Span<float> gradients)
    {
        float sum = 0;
        foreach (float gradient in gradients)
            sum += gradient * gradient;
        float factor = Math.Min(1, LargestGradient / MathF.Sqrt(sum));
        foreach (ref float gradient in gradients)
            gradient *= factor;
    }

    private Span<float> State(int i) => _states.AsSpan(i * Cart.StateLength, Cart.StateLength);

    private float ValueOf(int i) => _values[i * ActorCritic.OutputLength + 2];
}
