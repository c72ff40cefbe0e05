using System.Net;
using System.Runtime.CompilerServices;

namespace Users;

/// <summary>What tests and benchmarks talk to runs on this machine: a proxy that <c>http_proxy</c> names is not asked for it.</summary>
internal static class NoProxy
{
    [ModuleInitializer]
    internal static void Use() => HttpClient.DefaultProxy = new WebProxy();
}
