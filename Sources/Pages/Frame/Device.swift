import Kernel

/// What a browser says of itself, in two words a person knows her devices by.
enum Device {
  static func name(_ agent: String, _ texts: Texts, _ language: Language) -> String {
    let browsers = [
      ("Edg", "Edge"), ("MicroMessenger", "WeChat"), ("Chrome", "Chrome"), ("Firefox", "Firefox"), ("Safari", "Safari"),
    ]
    let systems = [
      ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
      ("Linux", "Linux"),
    ]
    let found = [browsers, systems].compactMap { list in list.first { agent.contains($0.0) }?.1 }
    return found.isEmpty ? texts.say("account.unknownDevice", language) : found.joined(separator: ", ")
  }
}
