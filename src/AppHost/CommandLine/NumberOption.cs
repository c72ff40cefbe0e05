using System.CommandLine;

namespace Users.AppHost.CommandLine;

/// <summary>An option that takes a number within limits.</summary>
internal sealed class NumberOption : Option<int>
{
    public NumberOption(string name, string description, int least = 1, int most = int.MaxValue)
        : base(name)
    {
        Description = description;
        HelpName = "N";
        CustomParser = result => Numbers.Read(result, result.Tokens[0].Value, least, most);
    }

    /// <summary>Gets the value where the option is not given. Without one there is none.</summary>
    public int Default
    {
        init => DefaultValueFactory = _ => value;
    }
}
