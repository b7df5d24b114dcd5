using NetGen;

namespace Tabular;

/// <summary>Estimates the price of a house from area, rooms, year (and whether it is known), district and garden.</summary>
[Network(11)]
[Dense(32, Activation.Relu)]
[Dense(32, Activation.Relu)]
[Dense(1)]
internal sealed partial class HousePrice;
