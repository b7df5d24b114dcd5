namespace NetGen.Tests.Optimizers;

/// <summary>The update of one parameter, in double precision, as given in the papers and in PyTorch's documentation.</summary>
public delegate double Update(double p, double g, int step);

internal static class ReferenceOptimizers
{
    public static Update Sgd(double rate, double momentum = 0, double dampening = 0, bool nesterov = false, double decay = 0)
    {
        double b = 0;
        return (p, g, step) =>
        {
            g += decay * p;
            b = step == 1 ? g : momentum * b + (1 - dampening) * g;
            return p - rate * (momentum == 0 ? g : nesterov ? g + momentum * b : b);
        };
    }

    public static Update RmsProp(double rate, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, bool centered = false, double decay = 0)
    {
        double v = 0, a = 0, b = 0;
        return (p, g, _) =>
        {
            g += decay * p;
            v = alpha * v + (1 - alpha) * g * g;
            a = alpha * a + (1 - alpha) * g;
            double d = Math.Sqrt(centered ? Math.Max(0, v - a * a) : v) + epsilon;
            b = momentum * b + g / d;
            return p - rate * (momentum == 0 ? g / d : b);
        };
    }

    public static Update Adagrad(double rate, double rateDecay = 0, double initial = 0, double epsilon = 1e-10, double decay = 0)
    {
        double s = initial;
        return (p, g, step) =>
        {
            g += decay * p;
            s += g * g;
            return p - rate / (1 + (step - 1) * rateDecay) * g / (Math.Sqrt(s) + epsilon);
        };
    }

    public static Update Adam(double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0, bool decoupled = false)
    {
        double m = 0, v = 0;
        return (p, g, step) =>
        {
            if (decoupled)
                p -= rate * decay * p;
            else
                g += decay * p;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double mean = m / (1 - Math.Pow(beta1, step)), square = v / (1 - Math.Pow(beta2, step));
            return p - rate * mean / (Math.Sqrt(square) + epsilon);
        };
    }
}
