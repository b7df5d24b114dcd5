using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Validation;

/// <summary>Every rule: its id, its message, and the reason for it.</summary>
internal static class Rules
{
    private const string Category = "NetGen";

    // The class.

    public static readonly DiagnosticDescriptor NotClass = new(
        "NETGEN001", "A network must be a plain class", "'{0}' is declared as {1}; write 'partial class {0}'", Category, DiagnosticSeverity.Error, true,
        "A network owns its weights, which value semantics would copy and compare wrongly.");

    public static readonly DiagnosticDescriptor NotPartial = new(
        "NETGEN002", "A network must be partial", "Write 'partial class {0}', so that the compiler can add its part", Category, DiagnosticSeverity.Error, true,
        "The compiler writes the methods of a network into another part of its class.");

    public static readonly DiagnosticDescriptor Generic = new(
        "NETGEN003", "A network can't be generic", "Remove the type parameters of '{0}': a network's code is written for one class", Category, DiagnosticSeverity.Error, true,
        "Layers, shapes and weights of a network are fixed when it is compiled, so there is nothing that a type parameter could vary.");

    public static readonly DiagnosticDescriptor NotInstantiable = new(
        "NETGEN004", "A network can't be static or abstract", "Remove '{1}': the compiler writes constructors for '{0}' and creates instances of it", Category, DiagnosticSeverity.Error, true,
        "Create and Clone create instances of the class.");

    public static readonly DiagnosticDescriptor PrimaryConstructor = new(
        "NETGEN005", "A network can't have a primary constructor", "Remove the primary constructor of '{0}' and write an ordinary one that calls ': this(seed)'", Category, DiagnosticSeverity.Error, true,
        "Every constructor would have to call the primary one, and the compiler can't know its arguments.");

    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        "NETGEN006", "A type that contains a network must be partial", "Add 'partial' to '{0}', so that the compiler can add a part to '{1}' inside it", Category, DiagnosticSeverity.Error, true,
        "A part of a nested class can be written only inside a part of every type around it.");

    public static readonly DiagnosticDescriptor ContainerGeneric = new(
        "NETGEN007", "A network can't be nested in a generic type", "Move '{1}' out of '{0}', which is generic: a network's code is written for one class", Category, DiagnosticSeverity.Error, true,
        "A class nested in a generic type has that type's parameters, and is a different class for each of their values.");

    public static readonly DiagnosticDescriptor FileLocal = new(
        "NETGEN008", "A network can't be local to a file", "Remove 'file' from '{0}': the compiler writes another part in another file; 'internal' or 'private' within another class also hide it", Category, DiagnosticSeverity.Error, true,
        "All parts of a file-local type must be in one file.");

    public static readonly DiagnosticDescriptor MemberCollides = new(
        "NETGEN009", "A member has the same name as one that the compiler writes", "The compiler writes '{0}' into '{1}' itself; rename or remove this one", Category, DiagnosticSeverity.Error, true,
        "The members of INetwork and ITrainableNetwork and two constructors are written by the compiler. Overloads with other parameters are allowed.");

    public static readonly DiagnosticDescriptor ClassNamedAsMember = new(
        "NETGEN010", "A network has the same name as one of its members", "Rename '{0}': the compiler writes a member of that name, and C# lets no member have the name of its class", Category, DiagnosticSeverity.Error, true,
        "The members of INetwork and ITrainableNetwork are written by the compiler into the class.");

    public static readonly DiagnosticDescriptor ConstructorWithoutWeights = new(
        "NETGEN011", "A constructor creates a network without weights", "Call ': this(seed)' or ': this()', which create the weights of '{0}'", Category, DiagnosticSeverity.Error, true,
        "The constructors that the compiler writes create the parameters; a constructor that calls neither would leave the network without any.");

    public static readonly DiagnosticDescriptor Base = new(
        "NETGEN012", "A network's base class must be constructible without arguments", "{1}, so the constructors that the compiler writes for '{0}' can't construct its base; change that, or hold the base in a field instead", Category, DiagnosticSeverity.Error, true,
        "The compiler knows no arguments for a base class, and sets none of its members.");

    public static readonly DiagnosticDescriptor RequiredMember = new(
        "NETGEN013", "A network can't have required members", "Remove 'required' from '{0}': Create and Clone create instances of '{1}' and can't set it", Category, DiagnosticSeverity.Error, true,
        "Create and Clone create instances of the class and know no value for members of the user's own.");

    public static readonly DiagnosticDescriptor OldLanguage = new(
        "NETGEN062", "A network needs C# 12", "The code of '{0}' is written in C# 12, but its project is compiled as C# {1}; remove <LangVersion> from the project file, or write <LangVersion>latest</LangVersion>", Category, DiagnosticSeverity.Error, true,
        "Emitted code relies on static members of interfaces, types local to a file and collection expressions, which older versions of C# don't have.");

    public static readonly DiagnosticDescriptor CannotOverride = new(
        "NETGEN063", "A base class has a virtual member that the compiler's can't override", "The compiler writes '{0}' into '{1}', which can't override '{2}': {3}; rename that member of the base class", Category, DiagnosticSeverity.Error, true,
        "A virtual or abstract member that is public and has the same parameters and type is overridden. Hiding one instead would call another method through the base class than through the network.");

    // The layers.

    public static readonly DiagnosticDescriptor NoLayers = new(
        "NETGEN020", "A network has no layers", "'{0}' has no layers; write them {1}", Category, DiagnosticSeverity.Error, true,
        "Layers are attributes on the declaration that carries [Network], applied in source order, or calls in its Define.");

    public static readonly DiagnosticDescriptor LayerWithoutNetwork = new(
        "NETGEN021", "A layer on a class that is not a network", "'{1}' has a layer but no [Network]; write one above it with the input's size, as in [Network(784)]", Category, DiagnosticSeverity.Error, true,
        "A layer attribute means nothing by itself: [Network] gives the shape of the input and makes the class a network.");

    public static readonly DiagnosticDescriptor LayerOnOtherPart = new(
        "NETGEN022", "A layer on another part of the class", "Move [{0}] to the declaration of '{1}' that carries [Network]: C# gives attributes of different parts no order", Category, DiagnosticSeverity.Error, true,
        "Layers apply in source order, which only attributes of one declaration have.");

    public static readonly DiagnosticDescriptor UnknownLayer = new(
        "NETGEN023", "A layer that the compiler doesn't know", "The compiler doesn't know [{0}]; use one of NetGen's layers, or the same version of the compiler and the runtime", Category, DiagnosticSeverity.Error, true,
        "The compiler writes code for the layers of its own version. Deriving from LayerAttribute adds none.");

    public static readonly DiagnosticDescriptor SizeNotPositive = new(
        "NETGEN024", "A size must be positive", "'{0}' is {1}; write at least 1", Category, DiagnosticSeverity.Error, true,
        "Inputs, outputs and windows have at least one element, and a stride is at least one.");

    public static readonly DiagnosticDescriptor SampleTooLong = new(
        "NETGEN025", "An input or output is too long", "The size of {0} is {1}; at most {2} elements are possible", Category, DiagnosticSeverity.Error, true,
        "Kernels index a block of 32 samples by int.");

    public static readonly DiagnosticDescriptor LayerTooLarge = new(
        "NETGEN026", "A layer has too many parameters", "Layer '{0}' would have {1} parameters, {2} bytes; at most {3} bytes are possible, so make it or its input smaller", Category, DiagnosticSeverity.Error, true,
        "Reading so many parameters takes a processor a tenth of a second for each output; such a size is assumed to be a mistake.");

    public static readonly DiagnosticDescriptor NetworkTooLarge = new(
        "NETGEN027", "A network has too many parameters", "The parameters of '{0}' would take {1} elements, padding of narrow layers included; at most {2} are possible, so make its layers smaller", Category, DiagnosticSeverity.Error, true,
        "All parameters of a network are one array, and this is the longest array of .NET.");

    public static readonly DiagnosticDescriptor InvalidName = new(
        "NETGEN028", "A layer's name is invalid", "'{0}' can't name a layer; write a C# identifier such as hidden1, or a number such as 0", Category, DiagnosticSeverity.Error, true,
        "Names of layers become names of tensors, as in 'hidden.weight', and names in the emitted code.");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "NETGEN029", "Two layers have the same name", "'{0}' is also the name of the {1} layer; write another, as in '{2}'", Category, DiagnosticSeverity.Error, true,
        "Names of layers tell tensors apart, and must differ by more than case. A layer without a name has its kind and number, as in 'dense2', which are no other layer's.");

    public static readonly DiagnosticDescriptor UndefinedChoice = new(
        "NETGEN030", "A value that its enum doesn't define", "{0} is not a value of {1}; write one of {2}", Category, DiagnosticSeverity.Error, true,
        "A cast can turn any number into an enum value, but the compiler knows only the named ones.");

    public static readonly DiagnosticDescriptor NetworkTooWide = new(
        "NETGEN031", "A network has too many intermediate results", "The intermediate results of '{0}' may take {1} elements for {2} samples; at most {3} are possible, so make its layers narrower", Category, DiagnosticSeverity.Error, true,
        "The intermediate results of a block of samples are one array, with the sums of their gradients, and this is the longest array of .NET.");

    // The weights.

    public static readonly DiagnosticDescriptor UnknownWeights = new(
        "NETGEN034", "A weights file is not among the project's", "'{0}' is not among the project's weights; write <NetGenWeights Include=\"{1}\" /> into an ItemGroup of the project file{2}", Category, DiagnosticSeverity.Error, true,
        "The build embeds the files of the NetGenWeights items, and only those. A file's name there is its Link, else its path below the project's folder, else its file name; names are case-sensitive, and either slash is accepted.");

    public static readonly DiagnosticDescriptor MissingTensor = new(
        "NETGEN035", "A tensor is missing in a weights file", "'{0}' has no {1} ({2}){3}", Category, DiagnosticSeverity.Error, true,
        "Every tensor of the network must be in the file, under the name '{layer}.weight' or '{layer}.bias', where {layer} is the layer's Name, else its kind and number, as in 'dense2'.");

    public static readonly DiagnosticDescriptor LeftOverTensors = new(
        "NETGEN036", "A weights file has additional tensors", "'{0}' has tensors that '{2}' doesn't have: {1}", Category, DiagnosticSeverity.Error, true,
        "A tensor that the network doesn't have indicates that the file belongs to another network. Only num_batches_tracked, PyTorch's count of a batch norm's batches, is ignored.");

    public static readonly DiagnosticDescriptor OtherTensorShape = new(
        "NETGEN037", "A tensor has another shape in a weights file", "'{0}' has {1} with the shape {2}, but in '{3}' it has {4}", Category, DiagnosticSeverity.Error, true,
        "Shapes are PyTorch's: outputs × inputs for the weights of a dense layer, outputs for its biases.");

    public static readonly DiagnosticDescriptor UnreadableTensorType = new(
        "NETGEN038", "A tensor has a type that can't be read as weights", "'{0}' has {1} of type {2}; {3} can be read", Category, DiagnosticSeverity.Error, true,
        "Weights are floats; halves, bfloat16 and doubles become floats as they are loaded.");

    // Activations, losses and code.

    public static readonly DiagnosticDescriptor LossDoesNotFit = new(
        "NETGEN040", "The loss doesn't fit the last activation", "{0} {2}, but the last layer ends in {1}: {3}", Category, DiagnosticSeverity.Error, true,
        "CrossEntropy follows Softmax, LogSoftmax or Linear (logits). BinaryCrossEntropy follows Sigmoid or Linear (logits). Hinge follows outputs of both signs.");

    public static readonly DiagnosticDescriptor CrossEntropyOfOne = new(
        "NETGEN041", "CrossEntropy needs at least two outputs", "CrossEntropy over one output is always 0; write Loss.BinaryCrossEntropy with Activation.Sigmoid, or give the last layer an output for each class", Category, DiagnosticSeverity.Error, true,
        "CrossEntropy compares probabilities of classes, and one class alone is always certain.");

    public static readonly DiagnosticDescriptor SoftmaxOfOne = new(
        "NETGEN042", "Softmax needs at least two outputs", "{0} over one output is always {1}; write Activation.Sigmoid, or more units", Category, DiagnosticSeverity.Error, true,
        "Softmax makes outputs sum to 1, so that one output alone is 1 whatever the input.");

    public static readonly DiagnosticDescriptor HiddenSoftmax = new(
        "NETGEN043", "Softmax in a hidden layer", "{1} in the hidden layer '{0}' couples its outputs and makes the gradients of the layers before it vanish; write Activation.Relu or Activation.Tanh, unless it is meant as a gate", Category, DiagnosticSeverity.Warning, true,
        "Softmax is meant for the last layer, where its outputs are probabilities of classes.");

    public static readonly DiagnosticDescriptor StepWithLoss = new(
        "NETGEN044", "A network with Step can't have a loss", "'{0}' uses Activation.Step, which has no derivative, so it can't be trained; remove the loss, or write Activation.Sigmoid in place of Step", Category, DiagnosticSeverity.Error, true,
        "A class that uses Step gets the inference members only.");

    public static readonly DiagnosticDescriptor HingeHardlyFits = new(
        "NETGEN045", "Hinge after an activation that is hardly ever negative", "Hinge has targets of +1 and -1, but {0} never falls below -0.4, so a target of -1 is never met; write Activation.Linear or Activation.Tanh", Category, DiagnosticSeverity.Warning, true,
        "Hinge is zero once the output has the target's sign and at least its size.");

    public static readonly DiagnosticDescriptor UnrollTooLong = new(
        "NETGEN046", "A layer is too long to unroll", "Layer '{0}' is compiled to loops despite Unroll.Full: each sum takes {2} of its {1} multiply-adds, and the JIT optimises at most {3} in a method; write Unroll.Auto", Category, DiagnosticSeverity.Warning, true,
        "Beyond 20,000 IL instructions the JIT compiles a method without optimisation, several times slower.");

    // Layers with windows, and the other kinds of layers.

    public static readonly DiagnosticDescriptor KernelTooLarge = new(
        "NETGEN047", "A kernel is larger than its input", "A {0} of {1} leaves no outputs along the {2}: {3}; write at most {4}", Category, DiagnosticSeverity.Error, true,
        "A kernel or window must fit into its padded input: along each axis there are ⌊(input + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 outputs.");

    public static readonly DiagnosticDescriptor WrongRank = new(
        "NETGEN050", "A layer's input lacks the axes that it needs", "{0} needs {1}, but gets {2}; write {3}", Category, DiagnosticSeverity.Error, true,
        "Convolutions and pools operate along the axes of a sample, which the shape of the input or Reshape declares and dense layers remove.");

    public static readonly DiagnosticDescriptor PaddingNegative = new(
        "NETGEN051", "Padding can't be negative", "'{0}' is {1}; write 0 {2}", Category, DiagnosticSeverity.Error, true,
        "Padding adds elements on both sides of the input; it removes none.");

    public static readonly DiagnosticDescriptor SameWithStride = new(
        "NETGEN052", "Padding.Same needs a stride of 1", "Padding.Same keeps the length of a stride of 1, but '{0}' is {1}; write 1, or {2}", Category, DiagnosticSeverity.Error, true,
        "With a larger stride the output is shorter than the input, however it is padded.");

    public static readonly DiagnosticDescriptor PoolPaddingTooLarge = new(
        "NETGEN053", "A pool's padding is more than half its window", "'{0}' is {1}, more than half of a window of {2}; write at most {3}", Category, DiagnosticSeverity.Error, true,
        "Otherwise a window could lie entirely in the padding, where there is nothing to pool.");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = new(
        "NETGEN054", "Groups must divide channels and filters", "{0} groups can't divide {1} equally; write a divisor of {2}", Category, DiagnosticSeverity.Error, true,
        "Each group of filters reads its own group of channels, and all groups have the same size.");

    public static readonly DiagnosticDescriptor ReshapeChangesLength = new(
        "NETGEN055", "Reshape can't change the length", "{0} makes {1} elements, but its input has {2}; write {3}", Category, DiagnosticSeverity.Error, true,
        "Reshape gives the elements of a sample another shape and keeps all of them.");

    public static readonly DiagnosticDescriptor RateOutOfRange = new(
        "NETGEN056", "A dropout rate must be at least 0 and less than 1", "'rate' is {0}; write a probability of at least 0 and less than 1, as in 0.5", Category, DiagnosticSeverity.Error, true,
        "The rate is the probability that an element is dropped; the others are divided by the probability that one is kept, which must not be 0.");

    public static readonly DiagnosticDescriptor EpsilonNotPositive = new(
        "NETGEN057", "Epsilon must be positive", "'{0}' is {1}; write a small number above 0, as in 1e-5", Category, DiagnosticSeverity.Error, true,
        "Epsilon prevents a division by 0 where all elements are equal and their variance is 0; it is a float, and no float between 0 and 1e-45 exists.");

    public static readonly DiagnosticDescriptor MomentumOutOfRange = new(
        "NETGEN058", "Momentum must be between 0 and 1", "'{0}' is {1}; write a number from 0 to 1, as in 0.1", Category, DiagnosticSeverity.Error, true,
        "Running averages become (1 − momentum)·average + momentum·batch.");

    public static readonly DiagnosticDescriptor DropsOutputs = new(
        "NETGEN059", "Dropout of the network's outputs", "'{0}' drops outputs of the network, so that training fits targets to zeros; write it before the layer that computes the outputs, or remove it", Category, DiagnosticSeverity.Warning, true,
        "Dropout is meant for hidden layers: from dropped outputs the loss gets no information.");

    public static readonly DiagnosticDescriptor SoftmaxNeedsVector = new(
        "NETGEN060", "Softmax and cross-entropy need a vector", "{0} is over all elements of a vector, but gets {1}; write {2}", Category, DiagnosticSeverity.Error, true,
        "Over channels × height × width one would expect a distribution over the channels of each pixel, which the compiler doesn't support.");

    // Define.

    public static readonly DiagnosticDescriptor LayersAndDefine = new(
        "NETGEN080", "A network has layer attributes or a Define", "'{0}' has layer attributes and a Define; remove the one or the other", Category, DiagnosticSeverity.Error, true,
        "Layer attributes are the short form of a Define: a chain of the same layers.");

    public static readonly DiagnosticDescriptor ShapeAndDefine = new(
        "NETGEN081", "The inputs of a Define have their own shapes", "'{0}' has a Define, whose parameters give the shapes of its inputs; write [Network] without one", Category, DiagnosticSeverity.Error, true,
        "Each parameter of Define is an input, with a [Shape] of its own.");

    public static readonly DiagnosticDescriptor NeitherShapeNorDefine = new(
        "NETGEN082", "A network needs a shape or a Define", "Write the shape of a sample, as in [Network(784)], or a method 'private static Tensor Define([Shape(784)] Tensor input)' in '{0}'", Category, DiagnosticSeverity.Error, true,
        "The shape of a sample is where all other shapes follow from.");

    public static readonly DiagnosticDescriptor DefineSignature = new(
        "NETGEN083", "A Define can't be read", "{0}", Category, DiagnosticSeverity.Error, true,
        "The compiler reads Define as the description of a network: its parameters are the inputs, its result the outputs.");

    public static readonly DiagnosticDescriptor NotAllowedInDefine = new(
        "NETGEN084", "Define can't contain this", "{0} can't be read at compile time; in a Define, {1}", Category, DiagnosticSeverity.Error, true,
        "Define is read, not run, so it may contain only what the compiler can follow.");

    public static readonly DiagnosticDescriptor NotConstantInDefine = new(
        "NETGEN085", "A value in Define isn't known at compile time", "'{0}' has no value that is known at compile time; write a constant, or what follows from constants and shapes", Category, DiagnosticSeverity.Error, true,
        "Layers and shapes of a network are fixed when it is compiled.");

    public static readonly DiagnosticDescriptor NoResultInDefine = new(
        "NETGEN086", "A computation in Define has no result", "This has no result: {0}", Category, DiagnosticSeverity.Error, true,
        "What would be an exception at run time is an error at compile time.");

    public static readonly DiagnosticDescriptor DefineTooLong = new(
        "NETGEN087", "A Define doesn't end", "This Define takes {0}; end its loops and recursions earlier", Category, DiagnosticSeverity.Error, true,
        "A loop that does not end would keep the compiler from answering.");

    public static readonly DiagnosticDescriptor UnusedLayer = new(
        "NETGEN088", "A layer reaches no output", "The result of '{0}' reaches no output; return it, or remove the layer", Category, DiagnosticSeverity.Error, true,
        "A layer that no output depends on is never trained, and its weights would be stored for nothing.");

    public static readonly DiagnosticDescriptor UnknownOutput = new(
        "NETGEN089", "There is no such output", "Define returns no output '{0}'; it returns {1}", Category, DiagnosticSeverity.Error, true,
        "Outputs have the names of the elements of the tuple that Define returns; the only output is named 'output'.");

    public static readonly DiagnosticDescriptor OutputTwice = new(
        "NETGEN090", "An output has one loss", "'{0}' has a loss already; remove one of them", Category, DiagnosticSeverity.Error, true,
        "The network's loss is the weighted sum of one loss for each output.");

    public static readonly DiagnosticDescriptor OutputWeight = new(
        "NETGEN091", "A loss needs a positive weight", "'Weight' is {0}; write a finite number above 0, or remove the attribute if the output has no loss", Category, DiagnosticSeverity.Error, true,
        "The weight is the factor of an output's loss in the network's.");

    public static readonly DiagnosticDescriptor LossOfSeveralOutputs = new(
        "NETGEN092", "Each of several outputs has its own loss", "The network has {0} outputs; write [Output(\"{1}\", Loss.…)] for each that has a loss, instead of Loss here", Category, DiagnosticSeverity.Error, true,
        "A loss that is written on [Network] is that of its only output.");

    public static readonly DiagnosticDescriptor ShapesDoNotBroadcast = new(
        "NETGEN100", "Shapes don't broadcast", "{0} of {1} and {2} has no shape: counted from the last axis, extents must be equal, or one of them 1", Category, DiagnosticSeverity.Error, true,
        "Operands are broadcast as NumPy does: an axis of extent 1, or one that is missing in front, is repeated.");

    public static readonly DiagnosticDescriptor NoSuchAxis = new(
        "NETGEN101", "There is no such axis", "{0} has {1} axes, so there is no axis {2}; write {3}", Category, DiagnosticSeverity.Error, true,
        "Axes are counted from 0, without the batch; negative ones from the end.");

    public static readonly DiagnosticDescriptor RepeatedAxis = new(
        "NETGEN102", "An axis is named twice", "Axis {0} of {1} is named twice; write each axis once", Category, DiagnosticSeverity.Error, true,
        "A reduction removes an axis once, and a transposition has each axis once.");

    public static readonly DiagnosticDescriptor ConcatMismatch = new(
        "NETGEN103", "Shapes can't be concatenated", "Along axis {0}, {1} can't follow {2}: all other extents must be equal", Category, DiagnosticSeverity.Error, true,
        "A concatenation is one array, so its parts differ in the extent of one axis alone.");

    public static readonly DiagnosticDescriptor SliceOutside = new(
        "NETGEN104", "A slice lies outside its input", "Elements {0} to {1} along axis {2} don't exist in {3}; write a range within 0 to {4}", Category, DiagnosticSeverity.Error, true,
        "A slice is a range of the elements of one axis, and has at least one.");

    public static readonly DiagnosticDescriptor TransposeIncomplete = new(
        "NETGEN105", "A transposition needs every axis", "{0} has {1} axes, but {2} are named; write each axis once, or none to swap the last two", Category, DiagnosticSeverity.Error, true,
        "The axes of the result are those of the input in another order.");

    public static readonly DiagnosticDescriptor MatMulMismatch = new(
        "NETGEN106", "Matrices can't be multiplied", "{0} · {1}: {2}", Category, DiagnosticSeverity.Error, true,
        "A product of matrices sums over the columns of the first and the rows of the second.");

    public static readonly DiagnosticDescriptor CellActivation = new(
        "NETGEN115", "A recurrent layer has a bounded choice of activations", "{0} is no activation of Rnn; write Activation.Tanh or Activation.Relu", Category, DiagnosticSeverity.Error, true,
        "As in PyTorch. Lstm and Gru have no choice: the functions of their gates are part of their definitions.");

    public static readonly DiagnosticDescriptor IndicesAreComputed = new(
        "NETGEN110", "An embedding reads an input of the network", "{0} takes whole numbers, which only an input of the network gives; write it first, or give Define an input for them", Category, DiagnosticSeverity.Error, true,
        "Indices are checked before anything is computed, and have no gradient, so no other layer can give them.");

    public static readonly DiagnosticDescriptor TooManyIndices = new(
        "NETGEN111", "An embedding has more rows than floats can index", "'count' is {0}; write at most {1}, the largest number up to which floats hold every whole number", Category, DiagnosticSeverity.Error, true,
        "Indices are given as floats, as all inputs are.");

    public static readonly DiagnosticDescriptor HeadsDoNotDivide = new(
        "NETGEN112", "Heads must divide the channels", "{0} heads can't divide {1} channels equally; write a divisor of {1}", Category, DiagnosticSeverity.Error, true,
        "Each head attends by channels of its own, and all heads have the same number of them.");

    public static readonly DiagnosticDescriptor UnchosenLoss = new(
        "NETGEN064", "A network after Softmax has no loss", "'{0}' ends in {1} and names no loss, so it is trained by mean squared error; write Loss = Loss.CrossEntropy, or Loss = Loss.MeanSquaredError if that is meant", Category, DiagnosticSeverity.Warning, true,
        "Probabilities of classes are trained by cross-entropy: the gradients of the squared error vanish where a network is confidently wrong.");

    public static readonly DiagnosticDescriptor FreshWeights = new(
        "NETGEN065", "A network starts from fresh weights", "'{0}' starts from fresh weights instead of '{1}', since NetGenFreshWeights is true", Category, DiagnosticSeverity.Info, true,
        "The MSBuild property NetGenFreshWeights builds a project without its files of weights, so that it can train new ones.");

    public static readonly DiagnosticDescriptor KeepsFloats = new(
        "NETGEN140", "A layer keeps its weights as floats", "'{0}' keeps its weights as floats: Precision.{1} is for dense layers and convolutions", Category, DiagnosticSeverity.Info, true,
        "Recurrent layers, attention and embeddings read their weights in other ways; the network is correct, and its Summary gives the bytes of each layer.");

    public static readonly DiagnosticDescriptor RoundedWeights = new(
        "NETGEN141", "Embedded weights are rounded more than the network's", "'{0}' is embedded with {1} rounded to {2}, which '{3}' keeps more exactly; write {4}", Category, DiagnosticSeverity.Error, true,
        "The Precision of a NetGenWeights item rounds every tensor named weight that has several axes. What the network would keep as floats must not lose bits unnoticed.");

    public static readonly DiagnosticDescriptor EmbeddedFloats = new(
        "NETGEN142", "Embedded weights have more bits than the network's", "'{0}' is embedded as it is, and rounded to {1} as it is loaded; write Precision=\"{1}\" in its NetGenWeights item to embed fewer bytes", Category, DiagnosticSeverity.Info, true,
        "The result is the same; only the assembly is larger than it need be.");

    public static readonly DiagnosticDescriptor KeepsInputs = new(
        "NETGEN143", "A layer keeps its inputs as floats", "'{0}' rounds its weights, but keeps its inputs as floats: it has {1} of them, and 32 bits hold the sums of {2}", Category, DiagnosticSeverity.Info, true,
        "A product of two 8-bit integers is 16,129 at most, and sums of integers must be exact. The network is correct: the layer is computed as Precision.Int8 does.");

    public static readonly DiagnosticDescriptor ValueNameTaken = new(
        "NETGEN120", "An input or output has a name that the class's members can't have", "'{0}' can't name an {1} of '{2}': {3}; write another name", Category, DiagnosticSeverity.Error, true,
        "Where a network has several inputs or outputs, each is a parameter of Forward and a class of constants, as in Inputs.Image.Length.");

    // Networks over frames.

    public static readonly DiagnosticDescriptor FramesOutOfRange = new(
        "NETGEN130", "A number of frames is out of range", "'{0}' is {1}; write a whole number from {2} to {3}", Category, DiagnosticSeverity.Error, true,
        "A piece has at least one frame, and at least one frame whose loss counts; a frame that is remembered is an earlier one.");

    public static readonly DiagnosticDescriptor NeedsFrames = new(
        "NETGEN131", "A layer takes the frames of a stream", "{0} takes the frames of a stream, which only a network over frames has; write [Network({1}SequenceLength = …)], with the frames of a piece that it is trained on", Category, DiagnosticSeverity.Error, true,
        "Samples of other networks are independent of each other.");

    public static readonly DiagnosticDescriptor NotOverFrames = new(
        "NETGEN132", "A network over frames can't have that", "A network over frames can't have {0}: {1}", Category, DiagnosticSeverity.Error, true,
        "Layers of a network over frames see one frame at a time, and what they remember of earlier ones.");

    public static readonly DiagnosticDescriptor LastFrameIsOutput = new(
        "NETGEN133", "The last frame is a network's output", "{0} must be the last layer: move it after {1}, whose result for the last frame is the same", Category, DiagnosticSeverity.Error, true,
        "Layers compute every frame of a stream; which of them are outputs is decided at the end.");

    public static readonly DiagnosticDescriptor PieceTooLong = new(
        "NETGEN134", "A piece needs more memory than an array holds", "Training on {0} frames would need about {1} elements of intermediate results; write at most {2} for SequenceLength", Category, DiagnosticSeverity.Error, true,
        "The gradients of a piece need the results of all its frames.");

    // The compiler.

    public static readonly DiagnosticDescriptor CompilerFailed = new(
        "NETGEN099", "The compiler failed", "NetGen failed to compile '{0}' ({1}: {2}); this is a bug in NetGen, please report it with the declaration of the class", Category, DiagnosticSeverity.Error, true,
        "A valid declaration must compile. Other networks of the project are not affected.");

    /// <summary>All of them, by id.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null))
            .OrderBy(rule => rule.Id, System.StringComparer.Ordinal),
    ];
}
