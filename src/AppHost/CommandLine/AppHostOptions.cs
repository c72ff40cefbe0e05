namespace Users.AppHost.CommandLine;

/// <summary>What the user asks for on the command line.</summary>
/// <param name="Port">The port of the first API; those of further ones follow it.</param>
/// <param name="ApiInstances">How many instances of the API to start.</param>
/// <param name="ConsumerInstances">How many instances of the consumer to start.</param>
/// <param name="Clean">Whether to forget the data of private servers first.</param>
internal sealed record AppHostOptions(int Port = 8080, int ApiInstances = 1, int ConsumerInstances = 1, bool Clean = false)
{
    public const int MaxInstances = 50;

    // The consumers' ports follow the API's at this distance.
    public const int ConsumerPortOffset = 100;

    // The promotions consumer is one, and comes after them.
    public const int PromotionsPortOffset = ConsumerPortOffset + MaxInstances;

    // So is the host of registrations.
    public const int RegistrationsPortOffset = PromotionsPortOffset + 1;

    public const int MaxPort = 65535 - RegistrationsPortOffset;
}
