using System.ComponentModel.DataAnnotations;

namespace Users.ServiceDefaults;

/// <summary>Says where metrics and health are found.</summary>
internal sealed class ManagementOptions
{
    public const string SectionName = "Management";

    /// <summary>Gets or sets the port on which metrics and health are found, and nothing else, on any address of the machine.</summary>
    /// <value>From 1 to 65535. By default there is none, and they are found on the addresses of the service.</value>
    [Range(1, 65_535)]
    public int? Port { get; set; }
}
