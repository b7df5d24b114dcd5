using NetGen;

namespace CartPole;

/// <summary>A pole on a cart, which is pushed left or right: the equations of Barto, Sutton and Anderson (1983), with the limits of the usual benchmark.</summary>
internal sealed class Cart(SeededRandom random)
{
    /// <summary>Position and velocity of the cart, angle and angular velocity of the pole.</summary>
    public const int StateLength = 4;

    /// <summary>An episode of so many steps is a success.</summary>
    public const int LongestEpisode = 500;

    private const float Gravity = 9.8f, CartMass = 1, PoleMass = 0.1f, HalfLength = 0.5f, Force = 10, Seconds = 0.02f;
    private const float FarthestPosition = 2.4f, LargestAngle = 12 * MathF.PI / 180;

    private float _position, _velocity, _angle, _angularVelocity;

    /// <summary>The steps of the current episode.</summary>
    public int Steps { get; private set; }

    public bool HasFallen => MathF.Abs(_position) > FarthestPosition || MathF.Abs(_angle) > LargestAngle;

    /// <summary>Begins an episode near the upright position.</summary>
    public void Reset()
    {
        (_position, _velocity, _angle, _angularVelocity) = (Draw(), Draw(), Draw(), Draw());
        Steps = 0;
    }

    /// <summary>Writes the state, each of its elements about 1 in size.</summary>
    public void Observe(Span<float> state) =>
        (state[0], state[1], state[2], state[3]) = (_position / FarthestPosition, _velocity / 2, _angle / LargestAngle, _angularVelocity / 2);

    /// <summary>Pushes the cart for 0.02 s.</summary>
    public void Push(bool right)
    {
        const float Mass = CartMass + PoleMass;
        (float sin, float cos) = MathF.SinCos(_angle);
        float force = right ? Force : -Force;
        float push = (force + PoleMass * HalfLength * _angularVelocity * _angularVelocity * sin) / Mass;
        float angularAcceleration = (Gravity * sin - cos * push) / (HalfLength * (4f / 3 - PoleMass * cos * cos / Mass));
        float acceleration = push - PoleMass * HalfLength * angularAcceleration * cos / Mass;
        _position += Seconds * _velocity;
        _velocity += Seconds * acceleration;
        _angle += Seconds * _angularVelocity;
        _angularVelocity += Seconds * angularAcceleration;
        Steps++;
    }

    private float Draw() => 0.1f * (random.NextSingle() - 0.5f);
}
