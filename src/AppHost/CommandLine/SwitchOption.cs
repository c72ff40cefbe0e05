using System.CommandLine;

namespace Users.AppHost.CommandLine;

/// <summary>An option that is given or not, and takes no value.</summary>
internal sealed class SwitchOption : Option<bool>
{
    public SwitchOption(string name, string description)
        : base(name)
    {
        Description = description;
        Arity = ArgumentArity.Zero;
    }
}
