using System.Diagnostics.CodeAnalysis;

namespace Users.Faults.Running;

/// <summary>Settings of a service, as environment variables.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is what the settings are.")]
public sealed class Settings : Dictionary<string, string>;
