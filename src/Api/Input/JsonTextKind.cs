namespace Users.Api.Input;

internal enum JsonTextKind
{
    Missing,
    Text,
    NotText,
    NotUnicode,
}
